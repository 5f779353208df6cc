-- Imports can be taken back for as long as history is kept.

alter table import add column undo_job bigint references job (id);
alter table import add column undo_removed bigint not null default 0;
alter table import add column undo_restored bigint not null default 0;
alter table import add column undone_at timestamptz;

-- what could not be taken back; an empty field stands for the whole record
create table import_kept (
    import_id bigint not null references import (id) on delete cascade,
    type text not null,
    source text collate "C" not null,
    id text collate "C" not null,
    field text not null,
    reason text not null,
    primary key (import_id, type, source, id, field)
);
