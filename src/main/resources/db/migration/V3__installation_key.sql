-- One key for each database, drawn here so that every portal on it finds the same one: what erased people are recognised
-- by (HMAC-SHA-256), and what the cursors of searches are sealed with.
do $$
declare
    key bytea := '';
    inner_key bytea;
    outer_key bytea;
begin
    for i in 1..4 loop
        key := key || uuid_send(gen_random_uuid());
    end loop;
    inner_key := key;
    outer_key := key;
    for i in 0..63 loop
        inner_key := set_byte(inner_key, i, get_byte(key, i) # 54);
        outer_key := set_byte(outer_key, i, get_byte(key, i) # 92);
    end loop;
    insert into installation (inner_pad, outer_pad) values (inner_key, outer_key) on conflict do nothing;
end
$$;
