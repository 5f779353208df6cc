package io.keqing.report;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields.Derived;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerProfile;
import io.keqing.profile.CustomerProfile.Head;
import io.keqing.record.Region;
import io.keqing.report.Figures.Table;
import io.keqing.report.ReportPlan.Asked;
import io.keqing.report.ReportPlan.Definition;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import io.keqing.segment.Purchases;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One customer: who they are, their facts and classes with the reasons, and everything that happened.
@Singleton
final class DossierTemplate extends ReportTemplate {
    private static final Label LABEL = new Label("客户档案", "Customer dossier");
    private static final Label PURPOSE = new Label(
            "一位客户的资料、事实与分类及其原因、全部互动与反馈",
            "One customer: who they are, facts and classes with their reasons, every interaction and answer");
    private static final Label CUSTOMER = new Label("客户", "Customer");
    private static final Label WHO = new Label("资料", "Details");
    private static final Label FACTS = new Label("事实与分类", "Facts and classes");
    private static final Label COMING = new Label("待到的订单", "Orders to come");
    private static final Label YES = new Label("是", "Yes");
    private static final Label NO = new Label("否", "No");

    private final CustomerProfile profile;
    private final Region region;

    DossierTemplate(CustomerProfile profile, Region region) {
        super("dossier", LABEL, PURPOSE, CustomerFields.TYPE, Takes.CUSTOMER);
        this.profile = profile;
        this.region = region;
    }

    private Head head(ReportRequest request, Viewer viewer) {
        String customer = request.customer();
        int slash = customer == null ? -1 : customer.indexOf('/');
        if (customer == null || slash < 1) {
            throw ReportRefusal.rule("the report dossier needs a customer as source/id, was \"" + customer + "\"");
        }
        RecordId id = new RecordId(customer.substring(0, slash), customer.substring(slash + 1));
        return profile.of(id, viewer).orElseThrow(() -> ReportRefusal.rule("there is no customer " + id));
    }

    @Override
    List<Asked> question(ReportRequest request, Instant asOf, Viewer viewer) {
        return List.of(new Asked(CUSTOMER, head(request, viewer).id().toString()));
    }

    @Override
    List<Records> records(ReportRequest request, Instant asOf, Viewer viewer) {
        String id = head(request, viewer).id().toString();
        return List.of(
                new Records(InteractionFields.ALL.label(), story(InteractionFields.TYPE, id), List.of()),
                new Records(FeedbackFields.ALL.label(), story(FeedbackFields.TYPE, id), List.of()));
    }

    private static SearchQuery story(String type, String customer) {
        return SearchQuery.all(type).withFilters(List.of(new Filter("customer", List.of(new Condition.Is(customer)))));
    }

    @Override
    List<Definition> definitions() {
        return List.of(
                new Definition(
                        FACTS,
                        new Label(
                                "由互动与反馈算出；“原因”写明依据，“自”为何时起如此。",
                                "Worked out from interactions and feedback; the reason says from what, since says from when on.")),
                new Definition(CustomerFields.ORDERS.label(), Purchases.ORDER),
                new Definition(COMING, Purchases.COMING),
                new Definition(CustomerFields.CHURN_RISK.label(), Purchases.ACTIVE_AND_LOST),
                new Definition(CustomerFields.LAST_NPS.label(), Purchases.ANSWERS));
    }

    @Override
    List<Figures> figures(ReportRequest request, Instant asOf, Viewer viewer) {
        Head head = head(request, viewer);
        List<List<@Nullable Object>> who = new ArrayList<>();
        head.fields().forEach((field, value) -> {
            if (value instanceof Map<?, ?> born) {
                born.forEach((name, values) -> who.add(FacetTables.cells(name.toString(), text(values))));
            } else if (!field.derived()) {
                who.add(FacetTables.cells(field.label(), shown(field, value)));
            }
        });
        List<List<@Nullable Object>> facts = new ArrayList<>();
        for (Derived fact : head.facts()) {
            facts.add(FacetTables.cells(
                    fact.field().label(),
                    shown(fact.field(), fact.value()),
                    fact.because(),
                    fact.since() == null
                            ? null
                            : fact.since().atZone(region.zone()).toLocalDate()));
        }
        return List.of(new Figures(
                LABEL,
                List.of(
                        new Table(WHO, List.of(Figures.Head.text("字段", "Field"), Figures.Head.text("值", "Value")), who),
                        new Table(
                                FACTS,
                                List.of(
                                        Figures.Head.text("事实", "Fact"),
                                        Figures.Head.text("值", "Value"),
                                        Figures.Head.text("原因", "Reason"),
                                        Figures.Head.of("自", "Since", Figures.Form.DAY)),
                                facts))));
    }

    private Object shown(Field<?> field, Object value) {
        if (field.kind() instanceof ValueKind.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(value))
                    .map(Option::label)
                    .findFirst()
                    .<Object>map(label -> label)
                    .orElse(value);
        }
        return switch (value) {
            case Double number when number == Math.rint(number) -> number.longValue();
            case Boolean flag -> flag ? YES : NO;
            case Instant at ->
                at.atZone(region.zone()).toLocalDateTime().toString().replace('T', ' ');
            default -> text(value);
        };
    }

    private static String text(Object value) {
        return value instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : value.toString();
    }
}
