-- Reports: what was asked for, as of when, and what became of it. Files stand in the folder of the portal that made them.

create table report (
    id bigint generated always as identity primary key,
    job bigint not null unique references job (id),
    template text not null,
    -- as it was asked for
    request jsonb not null,
    owner text not null,
    -- in force when it was made
    roles text[] not null default '{}',
    portal text,
    -- the schedule by which it came, null where somebody asked for it
    schedule text,
    -- the report that this one repeats
    again_of bigint references report (id),
    as_of timestamptz,
    caught_up boolean not null default true,
    -- the parts whose records are all in their run files
    found integer[] not null default '{}',
    file_name text,
    media_type text,
    rows bigint,
    absent bigint,
    bytes bigint,
    sha256 text,
    figures_sha256 text,
    -- canonical lines, to compare a repetition with
    figures jsonb,
    losses jsonb,
    differing bigint,
    differences jsonb,
    asked_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    made_at timestamptz,
    removed_at timestamptz
);
create index report_owner on report (owner, id desc);

-- Every file with records that left the house.
create table export_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    user_name text not null,
    roles text[] not null,
    -- a template, or the type of a download
    what text not null,
    format text not null,
    rows bigint not null,
    bytes bigint not null,
    sha256 text not null,
    report bigint references report (id),
    -- more people's records than go out unnoticed
    large boolean not null
);
