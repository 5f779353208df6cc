-- Searches kept under a name, and how far each person has looked at each of them.

create table saved_search (
    id bigint generated always as identity primary key,
    name text not null,
    -- the search's own address, such as interactions/search?q=&f.kind=complaint: what is relative in it stays relative
    address text not null,
    -- whose it is; what is shared outlives that person
    owner text references app_user on delete set null,
    -- who alone sees it, null = everybody; it goes with that person
    private_to text references app_user on delete cascade,
    changed_at timestamptz not null,
    unique (owner, name),
    check (private_to = owner)
);

create table saved_search_look (
    search_id bigint not null references saved_search on delete cascade,
    user_name text not null references app_user on delete cascade,
    -- records with a higher key first appeared later
    highest_key integer not null,
    looked_at timestamptz not null,
    primary key (search_id, user_name)
);
