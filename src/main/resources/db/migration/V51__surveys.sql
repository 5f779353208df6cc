-- What somebody said about a survey: how its questions count, and whether its answers are confidential. A survey
-- without a row is open and counts as every score does by itself.
create table survey (
    name text primary key,
    label_zh text not null,
    label_en text not null,
    confidential boolean not null default false,
    breakdowns text[] not null default '{}',
    period text not null default 'month',
    ces_convention text not null default 'mean',
    csat_question text,
    csat_top double precision,
    csat_lowest double precision,
    csat_highest double precision,
    nps_question text,
    ces_question text,
    -- of all that decides how a single answer counts: a document that was made by other rules is stale
    check_sum integer not null,
    changed_at timestamptz not null default now(),
    changed_by text not null,
    constraint survey_csat check ((csat_top is null) = (csat_lowest is null) and (csat_top is null) = (csat_highest is null)
        and csat_lowest < csat_highest and csat_top between csat_lowest and csat_highest)
);
create table survey_question (
    survey text not null references survey (name) on delete cascade,
    name text not null,
    place integer not null,
    label_zh text not null,
    label_en text not null,
    lowest double precision,
    highest double precision,
    missing text[] not null default '{}',
    role text,
    primary key (survey, name),
    constraint survey_question_scale check ((lowest is null) = (highest is null) and lowest < highest)
);
create unique index survey_question_role on survey_question (survey, role);

-- The number that an answer is, digits of full width included; null for a missing code and for what is no number. What
-- looks like one and is longer is a code. Nearly all answers are among the few that are tried first.
create function answer_number(answer text, missing text[]) returns double precision
    language sql immutable parallel safe
    return case
        when answer = any (missing) then null
        when answer in ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10') then answer::double precision
        when translate(btrim(answer), '０１２３４５６７８９．－＋', '0123456789.-+') = any (missing) then null
        when translate(btrim(answer), '０１２３４５６７８９．－＋', '0123456789.-+')
            ~ '^[+-]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?$'
        then translate(btrim(answer), '０１２３４５６７８９．－＋', '0123456789.-+')::double precision end;

-- All that is found, shown, handed out or counted one by one.
create view open_feedback as
    select r.* from feedback r
    where not exists (select from survey s where s.confidential and s.name = r.survey);

create index feedback_survey on feedback (survey, at);

-- What a confidential survey is told by, as it was counted last.
create table survey_table (
    survey text primary key references survey (name) on delete cascade,
    answers bigint not null,
    -- what decides how it is counted; a new label alone must not count it anew
    made_for text not null,
    rows jsonb not null,
    made_at timestamptz not null default clock_timestamp()
);
