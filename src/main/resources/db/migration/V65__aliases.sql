-- Names that merges took away, and what is written under the id of a record while it is merged away.

-- the names by which a customer was known before merges: those of the records merged into it, over however many steps,
-- and its own where a merge wrote over it; one a line
create function former_names(asked_key integer) returns text language sql stable as $$
    select string_agg(known.name, chr(10) order by known.name)
      from (select m.row ->> 'name' as name
              from customer_alias a
              join record_merge m on m.type = 'customers' and m.away_key = a.home and m.undone_at is null
             where a.key = asked_key
             union
            select v.before #>> '{}'
              from (select asked_key as key
                     union
                    select a.home from customer_alias a where a.key = asked_key and a.home is not null) here
              join record_merge m on m.type = 'customers' and m.keep_key = here.key and m.undone_at is null
              join record_merge_value v on v.merge = m.id and v.field = 'name') known
      left join customer c on c.key = asked_key
     where known.name is not null and known.name is distinct from c.name
$$;

-- layers lie in the order in which they were written, not in that of their merges: a record merged away can be written
-- to at any time. `written` says that a layer holds such a value, which the merge itself did not take
create sequence record_merge_layer;
alter table record_merge_value add column layer bigint;
update record_merge_value v set layer = o.place
  from (select merge, field, name, row_number() over (order by merge, field, name) as place from record_merge_value) o
 where o.merge = v.merge and o.field = v.field and o.name = v.name;
select setval('record_merge_layer', (select coalesce(max(layer), 0) + 1 from record_merge_value));
alter table record_merge_value alter column layer set not null;
alter table record_merge_value alter column layer set default nextval('record_merge_layer');
alter table record_merge_value add column written boolean not null default false;
