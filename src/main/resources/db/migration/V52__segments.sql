-- Saved groups of customers, and who was in each whenever it was worked out.

create table segment (
    id bigint generated always as identity primary key,
    name text not null unique,
    -- what to do with its members
    note text not null default '',
    -- with whose rights it is worked out; an ADMIN takes over what belongs to nobody
    owner text references app_user on delete set null,
    -- the question's own address, such as customers/search?q=&f.tier=gold: what is relative in it stays relative
    address text not null,
    -- goes up with every change of the question
    version integer not null default 1,
    changed_at timestamptz not null
);

create table segment_evaluation (
    id bigint generated always as identity primary key,
    segment_id bigint not null references segment on delete cascade,
    version integer not null,
    at timestamptz not null,
    -- the last time the same members were found again
    checked_at timestamptz not null,
    -- the index had everything up to this number of document_version
    seen bigint not null,
    -- fields hidden from some roles took part in it: only who may search them may know who is in it
    personal boolean not null,
    total integer not null,
    -- keys of customers, a 32-bit Roaring bitmap in its portable form
    members bytea not null
);
create index segment_evaluation_at on segment_evaluation (segment_id, at desc);

-- which customers met each condition of the question, to tell why somebody came or left
create table segment_condition (
    evaluation_id bigint not null references segment_evaluation on delete cascade,
    place integer not null,
    condition text not null,
    met bytea not null,
    primary key (evaluation_id, place)
);
