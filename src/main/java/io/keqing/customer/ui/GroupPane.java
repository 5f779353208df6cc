package io.keqing.customer.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.keqing.customer.Comparisons;
import io.keqing.customer.CustomerFields;
import io.keqing.customer.Duplicates.Agreement;
import io.keqing.customer.Duplicates.Likely;
import io.keqing.customer.Duplicates.Member;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Merge.Side;
import io.keqing.search.SearchResult.Hit;
import io.keqing.ui.Catalogue;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One group: two of it side by side, and what can be decided about them.
final class GroupPane extends Div {
    private final transient Comparisons comparisons;
    private final transient RecordNavigation navigation;
    private final transient Viewer viewer;
    private final transient Decisions decisions;
    private final Div agreement = new Div();
    private final SideBySide sides;
    private final Button merge = new Button(getTranslation("customer.duplicates.merge"), click -> merge());
    private final Button apart = new Button(getTranslation("customer.duplicates.apart"), click -> apart());
    private final Button swap = new Button(new Icon(VaadinIcon.EXCHANGE), click -> swap());
    private final Div top;
    private final Div nothing = new Div();
    private transient @Nullable Likely group;
    private transient @Nullable Member keep;
    private transient @Nullable Member away;

    /// What to do with a decision.
    interface Decisions {
        void merge(RecordId keep, RecordId away, Map<String, Side> chosen);

        void apart(RecordId one, RecordId other);
    }

    GroupPane(
            Comparisons comparisons,
            Catalogue catalogue,
            Values values,
            RecordNavigation navigation,
            Viewer viewer,
            Decisions decisions) {
        this.comparisons = comparisons;
        this.navigation = navigation;
        this.viewer = viewer;
        this.decisions = decisions;
        this.sides = new SideBySide(catalogue, values);
        addClassName("group-pane");
        merge.setId("merge");
        merge.addThemeVariants(ButtonVariant.PRIMARY);
        apart.setId("keep-apart");
        swap.setId("swap");
        swap.setAriaLabel(getTranslation("customer.duplicates.swap"));
        swap.setTooltipText(getTranslation("customer.duplicates.swap"));
        swap.addThemeVariants(ButtonVariant.TERTIARY);
        nothing.addClassName("nothing");
        nothing.setText(getTranslation("customer.duplicates.none"));
        agreement.addClassName("group-agreement");
        Div buttons = new Div(swap, apart, merge);
        buttons.addClassName("group-buttons");
        top = new Div(agreement, buttons);
        top.addClassName("group-pane-top");
        top.setVisible(false);
        sides.setVisible(false);
        add(top, sides, nothing);
    }

    void show(@Nullable Likely chosen) {
        group = chosen;
        top.setVisible(chosen != null);
        sides.setVisible(chosen != null);
        nothing.setVisible(chosen == null);
        if (chosen != null) {
            Agreement strongest = chosen.pairs().getFirst();
            compare(member(strongest.one()), member(strongest.other()));
        }
    }

    private Member member(RecordId id) {
        return Objects.requireNonNull(group).members().stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void compare(Member one, Member other) {
        keep = one;
        away = other;
        agreement.removeAll();
        Optional<Agreement> pair = Objects.requireNonNull(group).pairs().stream()
                .filter(each -> each.one().equals(one.id()) && each.other().equals(other.id())
                        || each.one().equals(other.id()) && each.other().equals(one.id()))
                .findFirst();
        pair.ifPresentOrElse(
                found -> agreement.add(new Badges(found.fields(), found.strength())),
                () -> agreement.add(new Span(getTranslation("customer.duplicates.byOthers"))));
        apart.setEnabled(pair.isPresent());
        comparisons
                .of(one.id(), other.id(), viewer)
                .ifPresent(rows -> sides.show(new Span(), head(one, Side.KEEP), head(other, Side.AWAY), rows));
    }

    /// Who it is; in a group of more than two, which of them.
    private Div head(Member member, Side side) {
        Span role = new Span(
                side == Side.KEEP
                        ? getTranslation("customer.duplicates.survivor")
                        : getTranslation("customer.duplicates.goes"));
        role.addClassName("side-role");
        Hit hit = new Hit(CustomerFields.TYPE, 0, member.id(), 0, Map.of(), Map.of(), List.of());
        String address = navigation.address(hit);
        Div head = new Div(role);
        head.addClassName("side-head");
        if (Objects.requireNonNull(group).members().size() > 2) {
            Anchor id = new Anchor(address, member.id().toString());
            id.addClassNames("side-id", "row-link");
            head.add(others(member, side), id);
        } else {
            Anchor name = new Anchor(address, GroupList.name(member));
            name.addClassName("row-link");
            Span id = new Span(member.id().toString());
            id.addClassName("side-id");
            head.add(name, id);
        }
        return head;
    }

    private Component others(Member member, Side side) {
        Select<Member> others = new Select<>();
        others.setItems(Objects.requireNonNull(group).members().stream()
                .filter(each -> !each.equals(side == Side.KEEP ? away : keep))
                .toList());
        others.setItemLabelGenerator(each -> GroupList.name(each) + " · " + each.id());
        others.setValue(member);
        others.setAriaLabel(
                side == Side.KEEP
                        ? getTranslation("customer.duplicates.survivor")
                        : getTranslation("customer.duplicates.goes"));
        others.addValueChangeListener(change -> {
            if (side == Side.KEEP) {
                compare(change.getValue(), Objects.requireNonNull(away));
            } else {
                compare(Objects.requireNonNull(keep), change.getValue());
            }
        });
        return others;
    }

    private void swap() {
        compare(Objects.requireNonNull(away), Objects.requireNonNull(keep));
    }

    private void merge() {
        decisions.merge(
                Objects.requireNonNull(keep).id(), Objects.requireNonNull(away).id(), sides.chosen());
    }

    private void apart() {
        decisions.apart(
                Objects.requireNonNull(keep).id(), Objects.requireNonNull(away).id());
    }
}
