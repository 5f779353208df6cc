-- Texts by their meaning: records to look at again, the vectors, and which record has which text.

create table text_queue (
    id bigint generated always as identity primary key,
    type text not null,
    keys integer[] not null
);

-- one for each different text, so that none is read by a model twice
create table text_vector (
    -- of the model and the text
    hash uuid primary key,
    space text not null,
    -- 32-bit floats, the lowest byte first, of length 1
    vector bytea not null,
    -- whether the text is longer than the model reads
    cut boolean not null
);

create table text_entry (
    type text not null,
    key integer not null,
    hash uuid not null,
    -- of everything else the index keeps beside the vector: while both are the same, nothing is written
    sign bigint not null,
    primary key (type, key)
);
create index text_entry_hash on text_entry (hash);

-- one row
create table text_setting (
    one boolean primary key default true check (one),
    paused boolean not null default false
);
insert into text_setting default values;

-- what people said of a case that was found for a text
create table text_judgement (
    user_name text not null,
    text text not null,
    type text not null,
    key integer not null,
    good boolean not null,
    at timestamptz not null default clock_timestamp()
);
create unique index text_judgement_once on text_judgement (user_name, md5(text), type, key);

-- the records that are there already
insert into text_queue (type, keys)
select 'interactions', array_agg(key order by key)
  from (select key, (row_number() over (order by key) - 1) / 10000 as part from interaction
         where subject is not null or body is not null) r
 group by part;
insert into text_queue (type, keys)
select 'feedback', array_agg(key order by key)
  from (select key, (row_number() over (order by key) - 1) / 10000 as part from feedback
         where comment is not null) r
 group by part;
