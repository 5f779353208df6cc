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

/// One tab for all types together and one for each, with how many were found.
final class TypeTabs extends Tabs {
    /// Stands where the name of a type does.
    static final String ALL = "all";

    private final transient Values values;
    private final Map<String, Tab> tabs = new LinkedHashMap<>();
    private final Map<String, Span> counts = new LinkedHashMap<>();

    TypeTabs(List<RecordType> types, Values values, Consumer<String> chosen) {
        this.values = values;
        addClassName("type-tabs");
        add(ALL, getTranslation("search.all"));
        for (RecordType type : types) {
            add(type.name(), type.fields().label().in(getLocale()));
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

    private void add(String name, String label) {
        Span count = new Span();
        count.addClassName("tab-count");
        Tab tab = new Tab(new Span(label), count);
        tab.setId("tab-" + name);
        tabs.put(name, tab);
        counts.put(name, count);
        add(tab);
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
