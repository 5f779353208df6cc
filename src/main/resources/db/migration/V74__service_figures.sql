-- Minutes of business hours up to a moment, from Monday 2001-01-01 on, negative before it; the minutes between two moments
-- are the difference. As before, but also for moments before 2001.
create or replace function business_minutes(
    at timestamptz, zone text, week integer, opens integer, closes integer, off date[], extra date[])
returns double precision language sql immutable parallel safe as $$
    select case when at is not null then
        (closes - opens) * (
            l.weeks * bit_count(week::bit(7))
            + bit_count((week & ((1 << l.weekday) - 1))::bit(7))
            - (select count(*) from unnest(off) o
                where o < l.day and week & (1 << (extract(isodow from o)::integer - 1)) <> 0)
            + (select count(*) from unnest(extra) e
                where e < l.day and week & (1 << (extract(isodow from e)::integer - 1)) = 0))
        + case when (week & (1 << l.weekday) <> 0 or l.day = any (extra)) and not l.day = any (off)
               then least(greatest(l.minutes - opens, 0), closes - opens) else 0 end
    end
    from (select d.day, floor((d.day - date '2001-01-01') / 7.0)::integer as weeks,
                 extract(isodow from d.day)::integer - 1 as weekday, d.minutes
            from (select (at at time zone zone)::date as day,
                         extract(epoch from (at at time zone zone)::time)::double precision / 60 as minutes) d) l
$$;

-- An instant, or null where it lies on a day by which programs write that there is none: the first days of the calendars
-- of databases, spreadsheets and operating systems. A day is that of the portal's zone or of UTC.
create function known_instant(at timestamptz, zone text) returns timestamptz
    language sql immutable parallel safe
    return case when (at at time zone zone)::date in
                     ('0001-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01')
                  or (at at time zone 'UTC')::date in
                     ('0001-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01')
                then null else at end;

-- Whether a later version of a case says that the earlier one was not the end of it: it was reopened, or it was solved
-- again after it had been kept as solved.
create function was_reopened(
    status text, resolved_at timestamptz, kept_at timestamptz, next_status text, next_resolved_at timestamptz)
returns boolean language sql immutable parallel safe
    return coalesce(status = 'reopened'
        or next_status = 'reopened'
        or status in ('resolved', 'closed') and next_status in ('open', 'pending')
        or next_resolved_at > resolved_at and next_resolved_at > kept_at, false);

-- Cases that were reopened. Versions of records are kept for 30 days only, this for as long as the case.
create table interaction_reopened (
    key integer primary key references interaction (key) on delete cascade,
    cause text not null
);

insert into interaction_reopened (key, cause)
select distinct on (w.key) w.key, w.cause
  from (select h.key, h.ended_by as cause, h.row ->> 'status' as status, h.valid_from,
               (h.row ->> 'resolved_at')::timestamptz as resolved_at,
               coalesce(lead(h.row ->> 'status') over versions, r.status) as next_status,
               coalesce(lead((h.row ->> 'resolved_at')::timestamptz) over versions, r.resolved_at) as next_resolved_at
          from history h join interaction r on r.key = h.key
         where h.type = 'interactions' and h.row ->> 'kind' in ('enquiry', 'case', 'complaint')
        window versions as (partition by h.key order by h.version)) w
 where was_reopened(w.status, w.resolved_at, w.valid_from, w.next_status, w.next_resolved_at);
