-- Answers belong to their survey: what a name means is kept by survey, and a survey that does not agree with the others
-- about a question has a field for itself (scope; null = shared). See docs/decisions/0031.
alter table run_time_field add column scope text,
    drop constraint run_time_field_type_holder_name_key,
    add unique nulls not distinct (type, holder, name, scope);

create table run_time_name (
    id integer generated always as identity primary key,
    type text not null,
    holder text not null,
    scope text not null,
    name text not null,
    field integer not null references run_time_field (id),
    label_zh text not null,
    label_en text not null,
    lowest double precision,
    highest double precision,
    unique (type, holder, scope, name),
    constraint run_time_name_scale check ((lowest is null) = (highest is null) and lowest < highest)
);
create index run_time_name_field on run_time_name (field);

insert into run_time_name (type, holder, scope, name, field, label_zh, label_en)
select type, holder, '', name, id, label_zh, label_en from run_time_field where holder = 'attributes' order by id;

-- Surveys that were there shared everything, and keep sharing it until one of them is imported otherwise: no document
-- has to be indexed anew. A question nobody has answered yet stays one of no survey.
insert into run_time_name (type, holder, scope, name, field, label_zh, label_en, lowest, highest)
select f.type, f.holder, coalesce(s.survey, ''), f.name, f.id, f.label_zh, f.label_en, f.lowest, f.highest
from run_time_field f left join (
    select distinct coalesce(r.survey, '') as survey, a.name
    from feedback r cross join lateral jsonb_object_keys(r.answers) a (name)
    where r.answers is not null
) s on s.name = f.name
where f.holder = 'answers' order by f.id, 3;

alter table run_time_field drop constraint run_time_field_scale, drop column lowest, drop column highest;
