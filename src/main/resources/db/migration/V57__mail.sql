-- Who wants to be told by e-mail, of what: early warnings, or what a saved search finds.
create table mail_subscription (
    id bigint generated always as identity primary key,
    user_name text not null references app_user on delete cascade,
    address text not null,
    -- null = early warnings
    search_id bigint references saved_search on delete cascade,
    -- what the search found when it was last told
    last_total bigint,
    last_day date,
    created_at timestamptz not null default now(),
    unique nulls not distinct (user_name, address, search_id)
);

-- e-mails that still have to be sent
create table mail_delivery (
    id bigint generated always as identity primary key,
    address text not null,
    subject text not null,
    body text not null,
    tries integer not null default 0,
    due timestamptz not null default now()
);
create index mail_delivery_due on mail_delivery (due);
