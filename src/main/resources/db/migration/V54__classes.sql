-- More facts about customers, the classes they put a customer in, and when that changed.

alter table customer_facts
    add median_gap double precision,
    add contacts90 integer not null default 0,
    add last_contact timestamptz,
    add open_cases integer not null default 0,
    add complaints90 integer not null default 0,
    add last_nps double precision,
    add last_csat_class text,
    add r smallint,
    add f smallint,
    add m smallint,
    -- the classes; null where the customer's facts were never worked out, which is the last class of the scheme
    add rfm text,
    add value_band text,
    add lifecycle text,
    add loyalty text,
    add relation text,
    add need text,
    add behaviour text,
    add churn_risk text,
    -- the first moment at which a fact or a class changes by time alone
    add due timestamptz;
create index customer_facts_due on customer_facts (due) where due is not null;

-- what puts a customer in which class: rules in order, the first that holds counts; every version stays
create table scheme_version (
    scheme text not null,
    version integer not null,
    rules jsonb not null,
    since timestamptz not null default now(),
    by_user text,
    primary key (scheme, version)
);

-- when a silent customer counts as lost: longer than the greater of so many days and so many of their own gaps
create table churn_definition (
    version integer generated always as identity primary key,
    silent_days integer not null check (silent_days > 0),
    gaps double precision not null check (gaps >= 0),
    since timestamptz not null default now(),
    by_user text
);
insert into churn_definition (silent_days, gaps) values (90, 3);

-- values below which so great a share of those who ever ordered lie; the newest of each counts
create table class_threshold (
    fact text not null,
    share double precision not null,
    value double precision not null,
    buyers integer not null,
    since timestamptz not null default now(),
    primary key (fact, share, since)
);

-- one class per customer, scheme and day: what was found last that day. Whoever has no row is in the scheme's last
-- class, where everybody starts
create table class_history (
    scheme text not null,
    key integer not null references customer (key) on delete cascade,
    since date not null,
    -- the first day of another class, null while it lasts
    until date,
    class text not null,
    rule integer not null,
    version integer not null,
    facts jsonb not null,
    primary key (key, scheme, since)
);
create index class_history_scheme on class_history (scheme, since) include (until, class, key);

-- what is to be done about a class or a segment, who sees to it, and the figure that shall move
create table strategy (
    id bigint generated always as identity primary key,
    scheme text,
    class text,
    segment_id bigint references segment on delete cascade,
    note text not null,
    owner text,
    measure text,
    target double precision,
    since date not null,
    changed_at timestamptz not null default now(),
    unique (scheme, class),
    unique (segment_id),
    check ((segment_id is null) = (scheme is not null and class is not null))
);

-- everybody's facts are worked out again
insert into facts_queue (keys)
select array_agg(key) from customer group by key / 1000;
