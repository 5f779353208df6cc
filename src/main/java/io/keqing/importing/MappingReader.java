package io.keqing.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import io.keqing.importing.file.FileFormat;
import io.keqing.importing.value.DateOrder;
import io.keqing.record.StagingPlan.Combine;
import io.keqing.record.StagingPlan.Empty;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of a mapping against the catalogue and tells everything that is wrong with it at once.
final class MappingReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_TYPES = 4;
    private static final int LONGEST_DELIMITER = 5;
    private static final Set<String> PART_KEYS = Set.of(
            "type",
            "source",
            "dateOrder",
            "zone",
            "decimal",
            "group",
            "nothing",
            "fields",
            "values",
            "answers",
            "attributes",
            "aliases",
            "combine",
            "existing",
            "empty",
            "rest");
    private static final Set<String> FILE_KEYS =
            Set.of("sheet", "table", "headerLine", "headerLines", "encoding", "delimiter", "quote", "escape", "also");

    private final Map<String, FieldSet> catalogue = new LinkedHashMap<>();
    private final MappingProblems problems = new MappingProblems();
    private final AnswersReader answers = new AnswersReader(problems);
    private final OriginReader origins = new OriginReader(problems);
    private final WritingReader writings = new WritingReader(problems);

    private MappingReader(Collection<FieldSet> catalogue) {
        catalogue.forEach(set -> this.catalogue.put(set.type(), set));
    }

    /// @throws InvalidMapping with every problem and its place
    static Mapping read(String json, Collection<FieldSet> catalogue) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidMapping(List.of("must be JSON: " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr()));
        }
        MappingReader reader = new MappingReader(catalogue);
        Mapping mapping = reader.mapping(tree, "", null);
        reader.problems.throwIfAny();
        return mapping;
    }

    private Mapping mapping(JsonNode json, String place, @Nullable Mapping main) {
        if (!json.isObject()) {
            problems.add(place, "must be an object, was " + json);
            return Mapping.guessed("");
        }
        json.fieldNames().forEachRemaining(key -> {
            if (!PART_KEYS.contains(key) && !(main == null && FILE_KEYS.contains(key))) {
                problems.add(
                        place + key,
                        FILE_KEYS.contains(key) ? "belongs to the mapping of the whole file" : "is not a mapping key");
            }
        });
        String type = problems.text(json, place, "type");
        FieldSet set = type == null ? null : catalogue.get(type);
        if (type == null || set == null) {
            problems.add(place + "type", "must be one of " + catalogue.keySet() + ", was \"" + type + "\"");
            return Mapping.guessed("");
        }
        String source = origins.source(problems.text(json, place, "source"), place + "source");
        Mapping read = new Mapping(
                type,
                source == null && main != null ? main.source() : source,
                main == null ? format(json) : FileFormat.DETECTED,
                problems.choice(json, place, "dateOrder", DateOrder.class, main == null ? null : main.dateOrder()),
                zone(json, place, main),
                fields(json, place, set),
                values(json, place, set),
                answers.read(json, place, set),
                problems.texts(json.path("attributes"), place + "attributes"),
                problems.texts(json.path("aliases"), place + "aliases"),
                combine(json, place, set),
                problems.flag(json, place, "existing"),
                List.of(),
                empty(json, place),
                problems.choice(json, place, "rest", Mapping.Rest.class, null),
                writings.read(json, place, main == null ? Writing.FOUND_OUT : main.writing()),
                lookups(json, place, set));
        check(read, place, main != null);
        answers.check(read, place, set);
        return main == null ? withAlso(read, json) : read;
    }

    private Mapping withAlso(Mapping main, JsonNode json) {
        List<Mapping> also = new ArrayList<>();
        JsonNode parts = json.path("also");
        if (!parts.isMissingNode() && !parts.isArray()) {
            problems.add("also", "must be a list of mappings, was " + parts);
        }
        if (parts.size() >= MOST_TYPES) {
            problems.add("also", "must have at most " + (MOST_TYPES - 1) + " mappings, has " + parts.size());
            return main;
        }
        for (int i = 0; i < parts.size(); i++) {
            also.add(mapping(parts.get(i), "also[" + i + "].", main));
        }
        return main.withAlso(also);
    }

    private void check(Mapping mapping, String place, boolean isAlso) {
        boolean hasId = mapping.fields().containsKey(Mapping.ID);
        if (!hasId && (isAlso || !mapping.fields().isEmpty())) {
            if (mapping.type().equals("customers")) {
                problems.add(place + "fields.id", "must be mapped: customers without an id can't be told apart");
            } else if (mapping.existing()) {
                problems.add(place + "fields.id", "must be mapped where \"existing\" is true");
            } else if (!mapping.combine().isEmpty()) {
                problems.add(place + "fields.id", "must be mapped where \"combine\" is given");
            }
        }
        if (mapping.fields().get(Mapping.ID) instanceof Origin.Hashed
                && !mapping.combine().isEmpty()) {
            problems.add(place + "combine", "needs an id of the file, a hashed id makes every row a record of its own");
        }
        if (!mapping.aliases().isEmpty() && !mapping.type().equals("customers")) {
            problems.add(place + "aliases", "are for customers only, the type is " + mapping.type());
        }
    }

    private FileFormat format(JsonNode json) {
        String encoding = problems.text(json, "", "encoding");
        if (encoding != null && !isCharset(encoding)) {
            problems.add("encoding", "must name a character set such as UTF-8 or GB18030, was \"" + encoding + "\"");
        }
        return new FileFormat(
                problems.text(json, "", "sheet"),
                problems.number(json, "", "table", 1, 1_000),
                problems.number(json, "", "headerLine", 1, 100_000),
                problems.number(json, "", "headerLines", 0, 20),
                encoding,
                problems.characters(json, "delimiter", LONGEST_DELIMITER),
                problems.characters(json, "quote", 1),
                problems.characters(json, "escape", 1));
    }

    private static boolean isCharset(String name) {
        try {
            Charset.forName(name);
            return true;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }

    private @Nullable ZoneId zone(JsonNode json, String place, @Nullable Mapping main) {
        String zone = problems.text(json, place, "zone");
        if (zone == null) {
            return main == null ? null : main.zone();
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add(place + "zone", "must be a time zone such as Asia/Shanghai, was \"" + zone + "\"");
            return null;
        }
    }

    private Map<String, Origin> fields(JsonNode json, String place, FieldSet set) {
        Map<String, Origin> fields = new LinkedHashMap<>();
        problems.each(json, place, "fields", (name, node, where) -> {
            boolean isId = name.equals(Mapping.ID);
            Field<?> field = isId ? null : known(set, name, where);
            if (!isId && field == null) {
                return;
            }
            Origin origin = origins.read(node, where, field);
            if (origin != null) {
                fields.put(name, origin);
            }
        });
        return fields;
    }

    private @Nullable Field<?> known(FieldSet set, String name, String where) {
        Field<?> field = set.named(name).orElse(null);
        if (field == null) {
            problems.add(where, set.type() + " have no such field");
        } else if (field.derived()) {
            problems.add(where, "is worked out by Keqing and can't be imported");
            return null;
        } else if (field.kind() instanceof ValueKind.RunTime) {
            problems.add(where, "is filled from the columns that are not mapped, and from \"answers\"");
            return null;
        }
        return field;
    }

    private Map<String, Map<String, @Nullable String>> values(JsonNode json, String place, FieldSet set) {
        Map<String, Map<String, @Nullable String>> values = new LinkedHashMap<>();
        problems.each(json, place, "values", (name, node, where) -> {
            if (known(set, name, where) == null) {
                return;
            }
            Map<String, @Nullable String> meanings = new LinkedHashMap<>();
            if (!node.isObject()) {
                problems.add(where, "must be an object from raw value to value, was " + node);
            }
            node.properties().forEach(entry -> {
                if (isLookup(entry.getValue())) {
                    return;
                }
                if (entry.getValue().isContainerNode()) {
                    problems.add(
                            where + "." + entry.getKey(),
                            "must be a value, null or {\"column\"}, was " + entry.getValue());
                }
                meanings.put(
                        entry.getKey().strip(),
                        entry.getValue().isNull() ? null : entry.getValue().asText());
            });
            if (!meanings.isEmpty() || node.isEmpty()) {
                values.put(name, meanings);
            }
        });
        return values;
    }

    private static boolean isLookup(JsonNode meaning) {
        return meaning.isObject()
                && meaning.size() == 1
                && meaning.path("column").isTextual();
    }

    /// Values that mean the text of another column: `"values": {"topic": {"Other": {"column": "Other, which"}}}`.
    private Map<String, Map<String, String>> lookups(JsonNode json, String place, FieldSet set) {
        Map<String, Map<String, String>> lookups = new LinkedHashMap<>();
        json.path("values").properties().forEach(of -> {
            Map<String, String> columns = new LinkedHashMap<>();
            of.getValue().properties().forEach(entry -> {
                if (isLookup(entry.getValue())) {
                    columns.put(
                            entry.getKey().strip(),
                            entry.getValue().path("column").asText().strip());
                }
            });
            if (!columns.isEmpty() && set.named(of.getKey()).isPresent()) {
                lookups.put(of.getKey(), columns);
            }
        });
        return lookups;
    }

    private Map<String, Combine> combine(JsonNode json, String place, FieldSet set) {
        Map<String, Combine> combine = new LinkedHashMap<>();
        problems.each(json, place, "combine", (name, node, where) -> {
            Combine how = problems.constant(node, where, Combine.class);
            Field<?> field = name.equals("*") ? null : known(set, name, where);
            if (how == null) {
                return;
            }
            boolean adds = field != null
                    && (field.kind() instanceof ValueKind.Money || field.kind() instanceof ValueKind.Number);
            if (how == Combine.SUM && !adds) {
                problems.add(where, "can't be sum: only numbers and money can be added up");
            } else if ((how == Combine.MIN || how == Combine.MAX)
                    && field != null
                    && (field.kind() instanceof ValueKind.Reference
                            || field.kind() instanceof ValueKind.Flag
                            || field.kind() instanceof ValueKind.Keywords)) {
                problems.add(where, "can't be " + how.name().toLowerCase(Locale.ROOT) + " of such a field");
            } else if ((how == Combine.MIN || how == Combine.MAX) && name.equals("*")) {
                problems.add(where, "must be first, last or all for all other fields");
            }
            combine.put(name, how);
        });
        return combine;
    }

    private Empty empty(JsonNode json, String place) {
        Empty empty = problems.choice(json, place, "empty", Empty.class, Empty.KEEP);
        if (empty == Empty.REPLACE) {
            problems.add(place + "empty", "must be keep or clear, was \"replace\"");
        }
        return empty == null ? Empty.KEEP : empty;
    }
}
