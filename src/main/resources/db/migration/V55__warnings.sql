-- Cases of a product, channel and topic that have grown beyond their own history.

create table warning (
    id bigint generated always as identity primary key,
    -- null = any; empty = those without one
    product text,
    channel text,
    topic text,
    -- the day the rise began, the first and the last day it was told of
    since date not null,
    first_day date not null,
    last_day date not null,
    -- of its most surprising day
    window_days integer not null,
    seen integer not null,
    expected double precision not null,
    p double precision not null,
    adjusted double precision not null,
    state text not null default 'open' check (state in ('open', 'acknowledged', 'muted', 'closed')),
    reason text,
    by_user text,
    muted_until date,
    changed_at timestamptz not null default now()
);
create index warning_last_day on warning (last_day);

-- the days that were looked at
create table warning_day (
    day date primary key,
    series integer not null,
    at timestamptz not null default now()
);

-- where to tell of them: an address that takes a signed POST
create table webhook (
    id bigint generated always as identity primary key,
    url text not null unique,
    secret text not null,
    by_user text not null,
    created_at timestamptz not null default now(),
    -- how the last try ended, empty before the first
    last_result text not null default '',
    last_at timestamptz
);

-- what still has to be told to whom
create table webhook_delivery (
    id bigint generated always as identity primary key,
    webhook_id bigint not null references webhook on delete cascade,
    event text not null,
    body text not null,
    tries integer not null default 0,
    due timestamptz not null default now()
);
create index webhook_delivery_due on webhook_delivery (due);
