-- What somebody did about a customer on a care list. It counts for the occasion it was made for, not for the next one.

create table care_mark (
    list text not null,
    customer_key integer not null references customer (key) on delete cascade,
    -- the occasion: this year's birthday, the last contact, the answer
    occasion text not null,
    state text not null check (state in ('done', 'snoozed')),
    until date,
    by_user text not null,
    at timestamptz not null,
    note text not null default '',
    primary key (list, customer_key),
    check ((state = 'snoozed') = (until is not null))
);
create index customer_birthday on customer (birthday) where birthday is not null;
create index customer_ended on customer (ended) where ended is not null;
