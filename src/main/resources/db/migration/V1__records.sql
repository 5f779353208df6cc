-- Customers, interactions, feedback; their history; what has to be looked at again. Columns are the catalogue's fields.

create sequence document_version;

create table customer (
    key integer generated always as identity primary key,
    source text collate "C" not null,
    id text collate "C" not null,
    stub boolean not null default false,
    name text,
    customer_type text,
    gender text,
    birthday date,
    phone text,
    email text,
    address text,
    country text,
    province text,
    city text,
    company text,
    industry text,
    occupation text,
    language text,
    tier text,
    points double precision,
    owner text,
    acquired text,
    joined date,
    ended date,
    tags text[],
    preferences text[],
    consent boolean,
    relation text,
    attributes jsonb,
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    cause text not null,
    check_sum integer not null,
    unique (source, id)
);

create table customer_alias (
    source text collate "C" not null,
    id text collate "C" not null,
    key integer not null references customer (key) on delete cascade,
    cause text not null,
    primary key (source, id)
);
create index customer_alias_key on customer_alias (key);

-- facts about a customer, worked out from interactions; beside the row, so that they do not touch its content check
create table customer_facts (
    key integer primary key references customer (key) on delete cascade,
    orders integer not null,
    spent numeric,
    first_order date,
    last_order date,
    check_sum integer not null
);

create table interaction (
    key integer generated always as identity primary key,
    source text collate "C" not null,
    id text collate "C" not null,
    customer_key integer references customer (key),
    kind text,
    channel text,
    subject text,
    body text,
    resolution text,
    product text,
    category text,
    topic text,
    reason text,
    amount numeric,
    quantity double precision,
    currency text,
    staff text,
    campaign text,
    tags text[],
    status text,
    priority text,
    at timestamptz,
    first_response_at timestamptz,
    resolved_at timestamptz,
    due_at timestamptz,
    attributes jsonb,
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    cause text not null,
    check_sum integer not null,
    unique (source, id)
);
create index interaction_customer on interaction (customer_key, at desc);
create index interaction_due on interaction (due_at) where resolved_at is null and due_at is not null;

create table feedback (
    key integer generated always as identity primary key,
    source text collate "C" not null,
    id text collate "C" not null,
    customer_key integer references customer (key),
    interaction_key integer references interaction (key),
    survey text,
    touchpoint text,
    channel text,
    kind text,
    nps double precision,
    csat double precision,
    ces double precision,
    answers jsonb,
    comment text,
    product text,
    category text,
    invited_at timestamptz,
    delivered_at timestamptz,
    at timestamptz,
    attributes jsonb,
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    cause text not null,
    check_sum integer not null,
    unique (source, id)
);
create index feedback_customer on feedback (customer_key, at desc);
create index feedback_interaction on feedback (interaction_key);

-- the versions before the present one; new rows leave nothing here
create table history (
    type text not null,
    key integer not null,
    version integer not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    cause text not null,
    ended_by text not null,
    row jsonb not null
);
create index history_record on history (type, key);
create index history_end on history (valid_to);

-- keys to look at again, never what happened to them; `dependants` = the documents that copy from these
create table index_queue (
    id bigint generated always as identity primary key,
    type text not null,
    keys integer[] not null,
    dependants boolean not null default false,
    queued_at timestamptz not null default clock_timestamp()
);

create table index_refused (
    type text not null,
    key integer not null,
    reason text not null,
    since timestamptz not null default now(),
    primary key (type, key)
);

-- customers whose facts are to be worked out again
create table facts_queue (
    id bigint generated always as identity primary key,
    keys integer[] not null
);

create table run_time_field (
    id integer generated always as identity primary key,
    type text not null,
    holder text not null,
    name text not null,
    label_zh text not null,
    label_en text not null,
    kind text not null,
    sensitivity text not null,
    facet boolean not null default false,
    unique (type, holder, name)
);

-- the key under which this database recognises the erased without knowing them
create table installation (
    only_one boolean primary key default true check (only_one),
    inner_pad bytea not null,
    outer_pad bytea not null
);

create table tombstone (
    mark bytea primary key,
    at timestamptz not null default now()
);

-- HMAC-SHA-256 (RFC 2104) of source and id; the pads are the key, already XORed with the standard's constants
create function tombstone_mark(source text, id text) returns bytea language sql stable as $$
    select sha256(outer_pad || sha256(inner_pad || convert_to(source || chr(31) || id, 'UTF8'))) from installation
$$;

-- aggregates for files in which several lines make one record
create function pick_last(before anyelement, now anyelement) returns anyelement language sql immutable strict
    as 'select now';
create aggregate last_of(anyelement) (sfunc = pick_last, stype = anyelement);
create function pick_first(before anyelement, now anyelement) returns anyelement language sql immutable strict
    as 'select before';
create aggregate first_of(anyelement) (sfunc = pick_first, stype = anyelement);
create aggregate merged_object(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}');
create aggregate merged_list(anycompatiblearray) (sfunc = array_cat, stype = anycompatiblearray, initcond = '{}');
