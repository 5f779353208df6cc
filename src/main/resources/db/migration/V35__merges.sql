-- Merges of records. Whatever came with a record that was merged away remembers its home: the key of that record. Undoing a
-- merge is then `everything whose home it is goes home`, in whatever order merges are undone.

alter table customer_alias add column home integer;
create index customer_alias_home on customer_alias (home) where home is not null;
alter table interaction add column customer_home integer;
create index interaction_customer_home on interaction (customer_home) where customer_home is not null;
alter table feedback add column customer_home integer;
create index feedback_customer_home on feedback (customer_home) where customer_home is not null;

create table record_merge (
    id bigint generated always as identity primary key,
    type text not null,
    keep_key integer not null,
    keep_source text not null,
    keep_id text not null,
    away_key integer not null,
    away_source text not null,
    away_id text not null,
    -- the row that was taken away, for as long as the merge stands; history forgets it after 30 days
    row jsonb,
    user_name text not null,
    at timestamptz not null default now(),
    undone_by text,
    undone_at timestamptz
);
create unique index record_merge_away on record_merge (type, away_key) where undone_at is null;
create index record_merge_keep on record_merge (type, keep_key);

-- what a merge wrote into the survivor, and what stood there before; gone when the merge is undone
create table record_merge_value (
    merge bigint not null references record_merge (id) on delete cascade,
    field text not null,
    -- inside a field with run-time values: which; else empty
    name text not null,
    before jsonb,
    after jsonb,
    primary key (merge, field, name)
);

-- the record that lives on for a key: itself, or where it was merged to at last
create function merged_into(asked_type text, asked_key integer) returns integer language sql stable as $$
    with recursive up (key, steps) as (
        select asked_key, 0
        union all
        select m.keep_key, up.steps + 1 from up join record_merge m
            on m.type = asked_type and m.away_key = up.key and m.undone_at is null
         where up.steps < 1000
    )
    select key from up order by steps desc limit 1
$$;
