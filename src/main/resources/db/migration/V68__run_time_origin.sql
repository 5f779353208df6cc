-- Where a run-time name came from: the source whose records brought it first, by which such names are counted, and the
-- import, whose undoing frees what no record uses any more. The values of a field that was dropped stay with their
-- records and are not searched. See docs/decisions/0059.
alter table run_time_name add column source text not null default '', add column cause text;
create index run_time_name_cause on run_time_name (cause) where cause is not null;
alter table run_time_field add column dropped boolean not null default false;
