-- What each person asked for last. Search words are personal data: they go with the person.

create table recent_search (
    user_name text not null references app_user on delete cascade,
    type text not null,
    words text not null,
    -- the whole search, its filters and order included, as it was asked last with these words
    address text not null,
    asked_at timestamptz not null,
    primary key (user_name, type, words)
);
