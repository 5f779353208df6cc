package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.Icon;
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

/// The facets of a result beside it, one section for each field: what values there are, how many records each
/// has under all other filters, and two ends where values lie in an order. The columns of the list come first
/// and are open. Below them an analyst makes facets of what files brought along.
public final class FilterPanel extends Div {
    private static final String OPEN = "open";

    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient BornFacets born;
    private final transient Viewer viewer;
    private final transient Consumer<ChosenFilters> changed;
    private final transient FacetValues search;
    private final transient Runnable again;
    private final transient Map<String, FacetSection> sections = new LinkedHashMap<>();
    private String type = "";
    private boolean outdated;
    /// In narrow windows the filters are folded away behind it; wide ones do not show it.
    private final Button opener = new Button(getTranslation("ui.filter.panel"), new Icon("vaadin", "filter"));

    /// @param changed hears what was chosen
    /// @param search looks through the values of one facet
    /// @param again asks the question of the view once more, when there is another facet
    public FilterPanel(
            Catalogue catalogue,
            Values values,
            BornFacets born,
            Viewer viewer,
            Consumer<ChosenFilters> changed,
            FacetValues search,
            Runnable again) {
        this.catalogue = catalogue;
        this.values = values;
        this.born = born;
        this.viewer = viewer;
        this.changed = changed;
        this.search = search;
        this.again = again;
        addClassName("filter-panel");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", getTranslation("ui.filter.panel"));
        opener.addClassName("filter-opener");
        opener.getElement().setAttribute("aria-expanded", "false");
        opener.addClickListener(click -> {
            boolean open = !hasClassName(OPEN);
            setClassName(OPEN, open);
            opener.getElement().setAttribute("aria-expanded", Boolean.toString(open));
        });
        add(opener);
    }

    /// @param facets as they were answered, in their order; fields that can only be asked for by range follow
    public void show(String newType, ChosenFilters chosen, List<SearchResult.Facet> facets) {
        Map<String, SearchResult.Facet> counted = new LinkedHashMap<>();
        facets.forEach(facet -> counted.put(facet.field(), facet));
        List<Field<?>> fields = new ArrayList<>();
        counted.keySet().forEach(name -> catalogue.find(newType, name).ifPresent(fields::add));
        fields.sort(Comparator.comparing(field -> !field.has(Use.COLUMN)));
        catalogue.type(newType).fields().fields().stream()
                .filter(field -> field.has(Use.SORT) && Conditions.hasRanges(field))
                .filter(field -> !counted.containsKey(field.name()) && Masking.searches(field, viewer))
                .forEach(fields::add);
        if (outdated || !newType.equals(type) || !List.copyOf(sections.keySet()).equals(names(fields))) {
            rebuild(newType, fields);
        }
        for (Field<?> field : fields) {
            FacetSection section = sections.get(field.name());
            if (section != null) {
                section.show(Optional.ofNullable(counted.get(field.name())), chosen);
            }
        }
    }

    private static List<String> names(List<Field<?>> fields) {
        return fields.stream().map(Field::name).toList();
    }

    /// Sections that were there keep what somebody opened and closed in them.
    private void rebuild(String newType, List<Field<?>> fields) {
        Map<String, FacetSection> before = newType.equals(type) ? Map.copyOf(sections) : Map.of();
        boolean decides = BornFacets.allowed(viewer);
        type = newType;
        outdated = false;
        sections.clear();
        removeAll();
        add(opener);
        for (Field<?> field : fields) {
            FacetSection section = before.get(field.name());
            if (section == null) {
                section = new FacetSection(field, values, field.has(Use.COLUMN) || isBorn(field), changed, search);
                if (decides && isBorn(field)) {
                    section.removable(() -> {
                        turn(field.name(), false);
                    });
                }
            }
            sections.put(field.name(), section);
            add(section);
        }
        if (decides) {
            add(new NewFacet(born.possible(type, viewer), name -> {
                turn(name, true);
            }));
        }
    }

    private void turn(String name, boolean facet) {
        born.show(type, name, facet);
        outdated = true;
        again.run();
    }

    private boolean isBorn(Field<?> field) {
        return catalogue.type(type).fields().named(field.name()).isEmpty()
                && field.name().contains(".");
    }
}
