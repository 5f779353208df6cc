-- Work that comes round again.

create table job_schedule (
    name text primary key,
    kind text not null,
    owner text not null,
    payload jsonb not null,
    -- five fields: minute, hour, day of the month, month, day of the week; in `zone`
    cron text not null,
    zone text not null,
    next_at timestamptz not null
);
