package io.keqing.ui;

import com.vaadin.flow.component.html.Div;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The facets of a result beside it, one section for each field: what values there are, how many records each has under
/// all other filters, and two ends where values lie in an order. The columns of the list come first and are open.
public final class FilterPanel extends Div {
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Consumer<ChosenFilters> changed;
    private final transient Map<String, FacetSection> sections = new LinkedHashMap<>();
    private String type = "";

    public FilterPanel(Catalogue catalogue, Values values, Consumer<ChosenFilters> changed) {
        this.catalogue = catalogue;
        this.values = values;
        this.changed = changed;
        addClassName("filter-panel");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", getTranslation("ui.filter.panel"));
    }

    /// @param facets as they were answered, in their order; fields that can only be asked for by range follow
    public void show(String newType, ChosenFilters chosen, List<SearchResult.Facet> facets, Viewer viewer) {
        Map<String, SearchResult.Facet> counted = new LinkedHashMap<>();
        facets.forEach(facet -> counted.put(facet.field(), facet));
        List<Field<?>> fields = new ArrayList<>();
        counted.keySet().forEach(name -> catalogue.find(newType, name).ifPresent(fields::add));
        fields.sort(Comparator.comparing(field -> !field.has(Use.COLUMN)));
        catalogue.type(newType).fields().fields().stream()
                .filter(field -> field.has(Use.SORT) && Conditions.hasRanges(field))
                .filter(field -> !counted.containsKey(field.name()) && Masking.searches(field, viewer))
                .forEach(fields::add);
        if (!newType.equals(type) || !sections.keySet().containsAll(names(fields))) {
            rebuild(newType, fields);
        }
        sections.values().forEach(section -> section.setVisible(false));
        for (Field<?> field : fields) {
            FacetSection section = sections.get(field.name());
            if (section != null) {
                section.setVisible(true);
                section.show(Optional.ofNullable(counted.get(field.name())), chosen);
            }
        }
    }

    private static List<String> names(List<Field<?>> fields) {
        return fields.stream().map(Field::name).toList();
    }

    private void rebuild(String newType, List<Field<?>> fields) {
        type = newType;
        sections.clear();
        removeAll();
        for (Field<?> field : fields) {
            FacetSection section = new FacetSection(field, values, field.has(Use.COLUMN), changed);
            sections.put(field.name(), section);
            add(section);
        }
    }
}
