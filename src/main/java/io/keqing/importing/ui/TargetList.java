package io.keqing.importing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.importing.Mapping;
import io.keqing.record.RecordFields;
import io.keqing.ui.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The places that a column of one type of record can go to, in the order and words that people expect.
final class TargetList {
    private final Catalogue catalogue;
    private final Component screen;
    private String type = "";
    private List<Target> all = List.of();

    /// @param screen in whose language the places are called
    TargetList(Catalogue catalogue, Component screen) {
        this.catalogue = catalogue;
        this.screen = screen;
    }

    void of(String typeName) {
        type = typeName;
        List<Target> targets = new ArrayList<>(List.of(Target.field(Mapping.ID)));
        boolean asks = false;
        for (Field<?> field : catalogue.type(typeName).fields().stored()) {
            if (!(field.kind() instanceof ValueKind.RunTime)) {
                targets.add(Target.field(field.name()));
            } else if (field.name().equals("answers")) {
                asks = true;
            }
        }
        targets.add(0, Target.ATTRIBUTE);
        targets.add(1, Target.LEAVE_OUT);
        if (asks) {
            targets.add(1, Target.ANSWER);
        }
        if (typeName.equals("customers")) {
            targets.add(Target.ALIAS);
        }
        all = targets;
    }

    String label(Target target) {
        return switch (target.kind()) {
            case FIELD -> field(target.field());
            case ATTRIBUTE -> screen.getTranslation("importing.to.attribute");
            case ANSWER -> screen.getTranslation("importing.to.answer");
            case ALIAS -> screen.getTranslation("importing.to.alias");
            case LEAVE_OUT -> screen.getTranslation("importing.to.nothing");
            case WRITTEN -> screen.getTranslation("importing.to.written", field(target.field()));
        };
    }

    private String field(String name) {
        Locale locale = UI.getCurrent().getLocale();
        return name.equals(Mapping.ID)
                ? RecordFields.ID.label().in(locale)
                : catalogue.label(type, name).in(locale);
    }

    boolean isNumber(Target target) {
        return catalogue
                .type(type)
                .fields()
                .named(target.field())
                .filter(field -> field.kind() instanceof ValueKind.Number || field.kind() instanceof ValueKind.Money)
                .isPresent();
    }

    /// All places, the one that only the JSON has words for among them where it is taken.
    List<Target> with(Target now) {
        if (all.contains(now)) {
            return all;
        }
        List<Target> targets = new ArrayList<>(all);
        targets.addFirst(now);
        return targets;
    }
}
