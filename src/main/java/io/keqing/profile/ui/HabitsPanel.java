package io.keqing.profile.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keqing.customer.CustomerFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.BuyingHabits.Amounts;
import io.keqing.profile.BuyingHabits.Habits;
import io.keqing.profile.BuyingHabits.Share;
import io.keqing.profile.BuyingHabits.Shares;
import io.keqing.profile.BuyingHabits.Year;
import io.keqing.segment.Purchases;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ChartCard;
import io.keqing.ui.FieldList;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// How somebody buys, in words and small bars, each with the number of orders behind it.
final class HabitsPanel extends Div {
    private static final int FEW = 5;

    private final transient Values values;
    private final transient Catalogue catalogue;

    HabitsPanel(Habits habits, Catalogue catalogue, Values values) {
        this.values = values;
        this.catalogue = catalogue;
        addClassName("insight");
        setId("habits");
        add(new H3(getTranslation("profile.habits")));
        if (habits.coming() > 0) {
            add(dim(getTranslation("profile.habits.coming", count(habits.coming()))));
        }
        if (habits.orders() == 0) {
            add(dim(getTranslation("profile.habits.none")));
            return;
        }
        add(dim(getTranslation(
                habits.orders() < FEW ? "profile.habits.few" : "profile.habits.n", count(habits.orders()))));
        Paragraph definition = dim(Purchases.ORDER.in(getLocale()));
        definition.setId("habits-definition");
        add(amounts(habits), years(habits), definition);
        shares(InteractionFields.PRODUCT.label().in(getLocale()), habits.products(), habits.orders(), name -> name);
        shares(InteractionFields.CATEGORY.label().in(getLocale()), habits.categories(), habits.orders(), name -> name);
        shares(
                InteractionFields.CHANNEL.label().in(getLocale()),
                habits.channels(),
                habits.orders(),
                name -> EntryCells.channelName(name, getLocale()));
    }

    private String count(long number) {
        return values.number(number, getLocale());
    }

    private static Paragraph dim(String text) {
        Paragraph paragraph = new Paragraph(text);
        paragraph.addClassName("dim");
        return paragraph;
    }

    private Component amounts(Habits habits) {
        FieldList list = new FieldList(InteractionFields.TYPE, catalogue, values);
        Double gap = habits.gaps().median();
        list.add(
                getTranslation("profile.habits.gap"),
                gap == null
                        ? getTranslation("profile.habits.gap.none")
                        : getTranslation(
                                "profile.habits.gap.days",
                                values.number(gap, getLocale()),
                                count(habits.gaps().gaps())));
        for (Amounts amounts : habits.amounts()) {
            if (amounts.median() != null) {
                list.add(
                        getTranslation("profile.habits.median"),
                        getTranslation(
                                "profile.habits.median.n",
                                values.money(amounts.median(), amounts.currency(), getLocale()),
                                count(amounts.priced())));
            }
        }
        return list;
    }

    private Div years(Habits habits) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                getTranslation("profile.habits.year"),
                CustomerFields.SPENT.label().in(getLocale()),
                getTranslation("profile.habits.orders"),
                getTranslation("profile.habits.returns")));
        for (Year year : habits.years()) {
            rows.add(List.of(
                    year.year() == null ? getTranslation("profile.habits.undated") : String.valueOf(year.year()),
                    values.money(year.net(), year.currency(), getLocale()),
                    count(year.orders()),
                    count(year.returns())));
        }
        Div table = new Div(ChartCard.table(rows));
        table.addClassNames("chart-table", "years");
        return table;
    }

    private void shares(String label, Shares shares, long orders, UnaryOperator<String> name) {
        if (shares.named().isEmpty()) {
            return;
        }
        Div list = new Div();
        list.addClassName("shares");
        list.getElement().setAttribute("role", "list");
        for (Share share : shares.named()) {
            list.add(bar(name.apply(share.value()), share.orders(), orders, false));
        }
        if (shares.others() > 0) {
            list.add(bar(getTranslation("profile.habits.others"), shares.others(), orders, true));
        }
        if (shares.without() > 0) {
            list.add(bar(getTranslation("profile.story.without"), shares.without(), orders, true));
        }
        Span title = new Span(label);
        title.addClassName("shares-title");
        add(title, list);
    }

    private Div bar(String name, long orders, long all, boolean quiet) {
        Span text = new Span(name);
        text.addClassName("share-name");
        text.getElement().setAttribute("title", name);
        Span number = new Span(count(orders));
        number.addClassName("dim");
        Div row = new Div(text, number);
        row.addClassName("share");
        row.setClassName("quiet", quiet);
        row.getElement().setAttribute("role", "listitem");
        row.getElement().getStyle().set("--share", "%d%%".formatted(Math.round(100.0 * orders / Math.max(1, all))));
        return row;
    }
}
