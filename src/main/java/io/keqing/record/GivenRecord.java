package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody said about one record: its fields with typed values, null where the value is to go, and what of it
/// breaks a rule.
///
/// @param aliases further ids of the record
/// @param problems values for which the record is not written
/// @param warnings values that are written otherwise than they were said
record GivenRecord(
        Map<Field<?>, @Nullable Object> values,
        List<String> aliases,
        List<Rejection> problems,
        List<Rejection> warnings) {
    static final String ALIASES = "aliases";

    private static final String ATTRIBUTES = "attributes";
    private static final String LONG_MASK = "•••";

    /// How the values are taken.
    ///
    /// @param lenient as lines of a file are: a value outside a choice becomes `other`, or none where the list
    ///     has no
    ///     other, its text is kept among the attributes, and that is told as a warning
    /// @param viewer who gives them: the mask that stands for what somebody may not see is no value
    record Manner(boolean lenient, Viewer viewer) {}

    /// @param given values by field name; `source` and `id` may be among them where they are the record's own
    static GivenRecord read(RecordType type, RecordId id, Map<String, ?> given, long line, Manner manner) {
        Reader reader = new Reader(type, id, line, manner);
        given.forEach((name, value) -> {
            try {
                reader.take(name, value);
            } catch (GivenValue.Broken broken) {
                reader.problems.add(broken.at(line));
            }
        });
        reader.keepUnlisted();
        return new GivenRecord(reader.values, reader.aliases, reader.problems, reader.warnings);
    }

    private static final class Reader {
        private final RecordType type;
        private final RecordId id;
        private final long line;
        private final Manner manner;
        private final Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
        private final List<String> aliases = new ArrayList<>();
        private final List<Rejection> problems = new ArrayList<>();
        private final List<Rejection> warnings = new ArrayList<>();
        private final Map<String, List<String>> unlisted = new LinkedHashMap<>();

        Reader(RecordType type, RecordId id, long line, Manner manner) {
            this.type = type;
            this.id = id;
            this.line = line;
            this.manner = manner;
        }

        void take(String name, @Nullable Object value) throws GivenValue.Broken {
            if (name.equals(RecordFields.SOURCE.name()) || name.equals(RecordFields.ID.name())) {
                String own = name.equals(RecordFields.SOURCE.name()) ? id.source() : id.id();
                if (!own.equals(value)) {
                    throw new GivenValue.Broken(name, String.valueOf(value), "must be that of the record, " + own);
                }
                return;
            }
            if (name.equals(ALIASES) && !type.known().aliases().isEmpty()) {
                takeAliases(value);
                return;
            }
            Optional<Field<?>> found = type.fields().named(name);
            if (found.isEmpty() && !name.equals(RecordFields.STUB.name())) {
                throw new GivenValue.Broken(name, "", "is not a field of " + type.name() + "; they are " + names());
            }
            if (found.isEmpty() || found.get().derived()) {
                throw new GivenValue.Broken(name, "", "is worked out by Keqing and cannot be written");
            }
            refuseMask(found.get(), value);
            values.put(found.get(), typed(found.get(), value));
        }

        private @Nullable Object typed(Field<?> field, @Nullable Object value) throws GivenValue.Broken {
            if (manner.lenient()
                    && field.kind() instanceof ValueKind.Choice choice
                    && value instanceof String text
                    && !text.isBlank()
                    && choice.meantBy(text).isEmpty()) {
                unlisted.put(field.name() + "_raw", List.of(text));
                warnings.add(new Rejection(line, field.name(), Rejection.shortened(text), "is not on the list"));
                return choice.hasOther() ? "other" : null;
            }
            Object typed = GivenValue.read(field, value, id.source());
            boolean isScope = type.runTime().stream()
                    .anyMatch(holder ->
                            type.fields().scope(holder).filter(field::equals).isPresent());
            if (isScope && typed instanceof String name) {
                GivenValue.within(field.name(), name, ValueBounds.scope(name));
            }
            return typed;
        }

        private void takeAliases(@Nullable Object value) throws GivenValue.Broken {
            if (!(value instanceof List<?> list)) {
                throw new GivenValue.Broken(ALIASES, String.valueOf(value), "must be a list of ids");
            }
            for (Object each : list) {
                if (!(each instanceof String alias)) {
                    throw new GivenValue.Broken(ALIASES, String.valueOf(each), "must be a list of ids");
                }
                try {
                    aliases.add(new RecordId(id.source(), alias).id());
                } catch (IllegalArgumentException e) {
                    throw new GivenValue.Broken(ALIASES, alias, "must be ids: " + e.getMessage());
                }
            }
        }

        /// The text of a choice that is not on its list stays among the attributes.
        void keepUnlisted() {
            Optional<Field<?>> attributes = type.fields().named(ATTRIBUTES);
            if (unlisted.isEmpty() || attributes.isEmpty()) {
                return;
            }
            Map<String, Object> all = new LinkedHashMap<>();
            if (values.get(attributes.get()) instanceof Map<?, ?> said) {
                said.forEach((name, list) -> all.put((String) name, list));
            }
            all.putAll(unlisted);
            values.put(attributes.get(), all);
        }

        /// Whoever sees `139••••5678` and saves what is seen would write it over the number.
        private void refuseMask(Field<?> field, @Nullable Object value) throws GivenValue.Broken {
            switch (value) {
                case String text -> {
                    // in running text a bullet is an ordinary character, three of them are the mask
                    String mask = Masking.shows(field, manner.viewer()) ? LONG_MASK : RecordMasking.MARK;
                    if (text.contains(mask) && !Masking.readsRawText(manner.viewer())) {
                        throw new GivenValue.Broken(
                                field.name(), text, "must not hold the mask " + mask + " in place of a hidden value");
                    }
                }
                case List<?> list -> {
                    for (Object each : list) {
                        refuseMask(field, each);
                    }
                }
                case Map<?, ?> map -> {
                    for (Object each : map.values()) {
                        refuseMask(field, each);
                    }
                }
                case null, default -> {
                    return;
                }
            }
        }

        private String names() {
            return type.fields().stored().stream().map(Field::name).collect(Collectors.joining(", "))
                    + (type.known().aliases().isEmpty() ? "" : ", " + ALIASES);
        }
    }
}
