-- Workbooks of the house's own that reports are filled into: their looks, formulas and charts stay.

create table report_workbook (
    name text primary key,
    owner text not null,
    content bytea not null,
    put_at timestamptz not null default clock_timestamp()
);
