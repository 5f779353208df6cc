-- Imports become jobs: what is committed of one is accounted for in the transactions that commit it.

alter table import add column job bigint references job (id);
create index import_job on import (job);

-- The chunks of imports that are not over. Part -1 tells what was warned of between reading and writing.
create table import_chunk (
    import_id bigint not null references import (id) on delete cascade,
    part int not null,
    chunk int not null,
    -- hash of the last identity in the chunk
    mark bigint not null,
    created bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    rejected bigint not null,
    warnings jsonb not null,
    primary key (import_id, part, chunk)
);

-- Which part was being written when the row was refused; null for what was refused in reading.
alter table import_reject add column part int;

-- The job tells whether its portal is alive.
alter table import drop column beat_at;
