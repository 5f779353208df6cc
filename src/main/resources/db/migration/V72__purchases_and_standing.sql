-- What a purchase is and who is a customer, told once for every door that counts: facts, page, brief, habits, scores,
-- lifetime value, retention, churn, win-back, care, reports and figures. The words to it are in segment.Purchases.
-- PostgreSQL puts the text of each function into the query that calls it.

-- a record has happened by a moment; one without a time has, at a time nobody knows
create function has_happened(at timestamptz, moment timestamptz) returns boolean
    language sql immutable parallel safe
    return at is null or at <= moment;

create function is_order(kind text, at timestamptz, moment timestamptz) returns boolean
    language sql immutable parallel safe
    return kind = 'order' and (at is null or at <= moment);

create function is_return(kind text, at timestamptz, moment timestamptz) returns boolean
    language sql immutable parallel safe
    return kind = 'return' and (at is null or at <= moment);

-- an order that is still to come: told beside the orders, counted nowhere
create function is_coming_order(kind text, at timestamptz, moment timestamptz) returns boolean
    language sql immutable parallel safe
    return kind = 'order' and at > moment;

-- what a record adds to what was spent: an order its amount, a return takes its absolute amount off; an amount in
-- another currency than the portal's is null and adds nothing
create function net_amount(kind text, amount numeric, currency text, home text) returns numeric
    language sql immutable parallel safe
    return case when coalesce(currency, home) = home
                then case kind when 'order' then amount when 'return' then -abs(amount) end end;

-- neither staff nor an account for tests
create function counts_as_customer(relation text, tags text[]) returns boolean
    language sql immutable parallel safe
    return coalesce(relation, '') <> 'staff'
       and not coalesce(tags && array['test', 'Test', 'TEST', '测试', '測試'], false);

-- the day a contract began: `joined`, or the latest interaction of kind contract where that is later. Where `joined`
-- is only the day of a registration, and for prospects, it is no contract
create function contract_began(joined date, joined_is_contract boolean, relation text, contract_day date) returns date
    language sql immutable parallel safe
    return greatest(case when joined_is_contract and coalesce(relation, '') <> 'prospect' then joined end, contract_day);

-- how a customer stands on a day: under contract (`ended` is empty, or not before the day, or before the contract began
-- anew), with a contract that ended and was not renewed, by orders alone (silence decides), or null: no customer
create function standing(began date, ended date, counted boolean, last_order date, day date) returns text
    language sql immutable parallel safe
    return case when not counted then null
                when began <= day and (ended is null or ended >= day or began > ended) then 'contract'
                when ended >= day and began is null then 'contract'
                when ended >= day and began > ended then 'contract'
                when ended < day then 'ended'
                when last_order <= day then 'orders' end;

-- so many days without an order are borne before a customer without a contract is lost: at most a hundred years
create function patience(silent_days double precision, gaps double precision, median_gap double precision)
    returns double precision
    language sql immutable parallel safe
    return greatest(silent_days, least(gaps * coalesce(median_gap, 0), 36500));

-- whether `joined` is the beginning of a contract, as in a file of subscribers, or only the day of a registration
alter table churn_definition add joined_is_contract boolean not null default true;

-- kept for the list of those to win back
alter table customer_facts add standing text;

-- a version of a scheme that could not be worked out; the version before it stays in force
create table scheme_failure (
    scheme text not null,
    version integer not null,
    reason text not null,
    since timestamptz not null default now(),
    primary key (scheme, version)
);

-- everybody's facts are worked out again
insert into facts_queue (keys)
select array_agg(key) from customer group by key / 1000;
