-- Imports whose records wait for the index until the facts of their customers are known: what copies a class is then
-- sent once. `phase`: open = rows are still written, ended = facts may be worked out, gathered = and each customer
-- stands once in facts_queue. After `until` nothing waits any more, whatever became of the import.
create table index_hold (
    cause text primary key,
    phase text not null default 'open',
    until timestamptz not null
);

alter table index_queue add column cause text;
alter table facts_queue add column cause text;
