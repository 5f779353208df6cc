-- Of a file with several types of record the counts of the import are those of the main one.
alter table import_chunk add column main boolean not null default true;
