-- until when due dates that passed have been sent to the index: `overdue` changes by time alone
create table overdue_sweep (
    only_one boolean primary key default true check (only_one),
    until timestamptz not null
);
insert into overdue_sweep (until) values ('-infinity');
