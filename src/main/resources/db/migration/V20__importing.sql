-- Imports, what they refused, and mappings kept for the next file of the same kind.

create table import (
    id bigint generated always as identity primary key,
    file_name text not null,
    size bigint not null,
    type text not null,
    mapping jsonb not null,
    header text,
    dry_run boolean not null,
    state text not null check (state in ('queued', 'running', 'finished', 'failed', 'cancelled')),
    read bigint not null default 0,
    created bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    skipped bigint not null default 0,
    rejected bigint not null default 0,
    warnings bigint not null default 0,
    lines bigint not null default 0,
    problems bigint not null default 0,
    types jsonb,
    notes jsonb,
    message text,
    user_name text not null,
    -- the portal that has the file and works on it
    portal text not null,
    queued_at timestamptz not null,
    started_at timestamptz,
    beat_at timestamptz not null,
    finished_at timestamptz
);
create index import_open on import (state) where state in ('queued', 'running');

create table import_reject (
    id bigint generated always as identity primary key,
    import_id bigint not null references import (id) on delete cascade,
    line bigint not null,
    field text not null,
    value text not null,
    rule text not null,
    -- the row as one line of CSV; null for people who were erased, of whom nothing is kept
    row text
);
create index import_reject_line on import_reject (import_id, line, id);

create table import_preset (
    name text primary key,
    mapping jsonb not null,
    changed_at timestamptz not null,
    user_name text not null
);
