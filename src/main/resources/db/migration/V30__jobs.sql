-- Work that outlives a click.

create table job (
    id bigint generated always as identity primary key,
    kind text not null,
    owner text not null,
    payload jsonb not null,
    state text not null default 'queued' check (state in ('queued', 'running', 'finished', 'failed', 'cancelled')),
    -- the portal that has the files of the work; null where any portal can do it
    portal text,
    claimed_by text,
    claimed_at timestamptz,
    -- what was done already when it was claimed: rates are of this claim
    claimed_done bigint not null default 0,
    beat_at timestamptz,
    -- counts claims; who writes with an older number has lost the job
    attempts int not null default 0,
    -- claims since the last step forward
    fruitless int not null default 0,
    cancel_wanted boolean not null default false,
    done bigint not null default 0,
    total bigint not null default 0,
    message text,
    queued_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz
);
create index job_open on job (kind, id) where state in ('queued', 'running');
