-- Likely same people: hashes of what they are compared by, the pairs that agree on one, and what people decided about them.

-- a hash of a normalised phone number, e-mail address, or name with birthday; kind as in io.keqing.customer.MatchKind
create table customer_match (
    value bigint not null,
    key integer not null,
    kind smallint not null,
    primary key (value, key)
);
create index customer_match_key on customer_match (key);

-- values that too many customers have to say that two of them are one
create table customer_match_common (
    value bigint primary key,
    kind smallint not null,
    customers integer not null
);

create table customer_pair (
    a integer not null,
    b integer not null,
    -- which fields agree, as bits
    agree smallint not null,
    strength smallint not null,
    -- somebody decided that they are two, and they agree on nothing new since
    apart boolean not null,
    primary key (a, b),
    check (a < b)
);
create index customer_pair_b on customer_pair (b);

create table customer_apart (
    id bigint generated always as identity primary key,
    a integer not null,
    b integer not null,
    -- what they agreed on when it was decided
    agreed bigint[] not null,
    user_name text not null,
    at timestamptz not null default now(),
    check (a < b),
    unique (a, b)
);
create index customer_apart_b on customer_apart (b);

-- customers to compare anew, noted by whoever changed them
create table match_queue (
    id bigint generated always as identity primary key,
    keys integer[] not null
);
-- moves whenever pairs change, so that a portal knows whether what it worked out of them still holds
create table customer_pair_state (
    only_one boolean primary key default true check (only_one),
    version bigint not null
);
insert into customer_pair_state (version) values (1);

insert into match_queue (keys) select array_agg(key) from customer group by key / 10000;
