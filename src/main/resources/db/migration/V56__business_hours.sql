-- Minutes of business hours from Monday 2001-01-01 to a moment; the minutes between two moments are the difference.
-- `week` has a bit for each day with business hours, Monday = 1; `off` are days without, `extra` days with them all the
-- same; `opens` and `closes` are minutes of the day.
create function business_minutes(
    at timestamptz, zone text, week integer, opens integer, closes integer, off date[], extra date[])
returns double precision language sql immutable parallel safe as $$
    select case when at is not null then
        (closes - opens) * (
            (l.days / 7) * bit_count(week::bit(7))
            + bit_count((week & ((1 << (l.days % 7)) - 1))::bit(7))
            - (select count(*) from unnest(off) o
                where o < l.day and week & (1 << ((o - date '2001-01-01') % 7)) <> 0)
            + (select count(*) from unnest(extra) e
                where e < l.day and week & (1 << ((e - date '2001-01-01') % 7)) = 0))
        + case when (week & (1 << (l.days % 7)) <> 0 or l.day = any (extra)) and not l.day = any (off)
               then least(greatest(l.minutes - opens, 0), closes - opens) else 0 end
    end
    from (select (at at time zone zone)::date as day, (at at time zone zone)::date - date '2001-01-01' as days,
                 extract(epoch from (at at time zone zone)::time)::double precision / 60 as minutes) l
$$;
