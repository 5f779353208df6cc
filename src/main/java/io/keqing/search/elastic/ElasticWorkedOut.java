package io.keqing.search.elastic;

import io.keqing.record.Document;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.search.WorkedOut;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class ElasticWorkedOut implements WorkedOut {
    private final RunTimeFields runTimeFields;

    ElasticWorkedOut(RunTimeFields runTimeFields) {
        this.runTimeFields = runTimeFields;
    }

    @Override
    public Map<String, Object> of(Document document) {
        String type = document.fields().type();
        FoundInside found = FoundInside.of(document, runTimeFields.names(type));
        Map<String, Object> values = new HashMap<>(found.derived(document));
        for (RunTimeField born : runTimeFields.all(type)) {
            List<Object> several = born.facet() ? found.values(born) : List.of();
            if (!several.isEmpty()) {
                values.put(born.fullName(), value(born, several));
            }
        }
        return values;
    }

    private static Object value(RunTimeField born, List<Object> several) {
        return switch (born.kind()) {
            case TEXT -> several;
            case NUMBER -> several.size() == 1 ? several.getFirst() : several;
            case DAY -> {
                List<LocalDate> days = several.stream()
                        .map(day -> LocalDate.parse(day.toString()))
                        .toList();
                yield days.size() == 1 ? days.getFirst() : days;
            }
        };
    }
}
