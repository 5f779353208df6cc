-- The scale of a question, where an import said it: lowest and highest answer, both included.
alter table run_time_field add column lowest double precision, add column highest double precision,
    add constraint run_time_field_scale check ((lowest is null) = (highest is null) and lowest < highest);
