package io.keqing.search.ui;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import io.keqing.record.RecordType;
import io.keqing.ui.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One tab for each type of record, with how many were found.
final class TypeTabs extends Tabs {
    private final transient Values values;
    private final Map<String, Tab> tabs = new LinkedHashMap<>();
    private final Map<String, Span> counts = new LinkedHashMap<>();

    TypeTabs(List<RecordType> types, Values values, Consumer<String> chosen) {
        this.values = values;
        addClassName("type-tabs");
        for (RecordType type : types) {
            Span count = new Span();
            count.addClassName("tab-count");
            Tab tab = new Tab(new Span(type.fields().label().in(getLocale())), count);
            tab.setId("tab-" + type.name());
            tabs.put(type.name(), tab);
            counts.put(type.name(), count);
            add(tab);
        }
        addSelectedChangeListener(change -> {
            if (change.isFromClient()) {
                tabs.forEach((type, tab) -> {
                    if (tab.equals(change.getSelectedTab())) {
                        chosen.accept(type);
                    }
                });
            }
        });
    }

    void select(String type) {
        setSelectedTab(tabs.get(type));
    }

    void count(String type, long total) {
        text(type, values.number(total, getLocale()));
    }

    /// The number is being asked for, or cannot be had.
    void uncounted(String type) {
        text(type, "");
    }

    private void text(String type, String text) {
        Span count = counts.get(type);
        if (count != null) {
            count.setText(text);
        }
    }
}
