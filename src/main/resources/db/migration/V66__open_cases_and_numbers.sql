-- What counts as an open case, told once for facts, the page of a customer and the brief: cases and complaints that
-- have happened by a moment and were not over then. PostgreSQL puts the text of the function into each query.
create function is_open_case(
    kind text, status text, at timestamptz, resolved_at timestamptz, moment timestamptz) returns boolean
    language sql immutable parallel safe
    return kind in ('case', 'complaint')
       and (at is null or at <= moment)
       and (status in ('open', 'pending', 'reopened') or resolved_at > moment);

-- the most urgent first
create function urgency(priority text) returns integer
    language sql immutable parallel safe
    return case priority when 'urgent' then 4 when 'high' then 3 when 'low' then 1 else 2 end;

-- everybody's facts are worked out again
insert into facts_queue (keys)
select array_agg(key) from customer group by key / 1000;

-- one number is one number however it is written: who is likely the same as whom is found anew
insert into match_queue (keys)
select array_agg(key) from customer where phone is not null or email is not null group by key / 10000;
