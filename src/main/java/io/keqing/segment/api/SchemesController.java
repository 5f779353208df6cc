package io.keqing.segment.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keqing.customer.CustomerFields;
import io.keqing.field.Label;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordTypes;
import io.keqing.rest.Problem;
import io.keqing.segment.ChurnDefinition;
import io.keqing.segment.ClassCuts;
import io.keqing.segment.ClassFacts;
import io.keqing.segment.ClassHistory;
import io.keqing.segment.ClassMigration;
import io.keqing.segment.Preset;
import io.keqing.segment.Scheme;
import io.keqing.segment.SchemeDefinition;
import io.keqing.segment.SchemeDefinition.Written;
import io.keqing.segment.Schemes;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Schemes that put every customer into a class, and when a silent customer counts as lost.
@Controller("/api/v1")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class SchemesController {
    private final Schemes schemes;
    private final ClassHistory history;
    private final ClassMigration migration;
    private final ClassCuts cuts;
    private final ChurnDefinition churn;
    private final ClassFacts facts;
    private final RecordStore store;
    private final RecordTypes types;

    SchemesController(
            Schemes schemes,
            ClassHistory history,
            ClassMigration migration,
            ClassCuts cuts,
            ChurnDefinition churn,
            ClassFacts facts,
            RecordStore store,
            RecordTypes types) {
        this.schemes = schemes;
        this.history = history;
        this.migration = migration;
        this.cuts = cuts;
        this.churn = churn;
        this.facts = facts;
        this.store = store;
        this.types = types;
    }

    @Serdeable
    record Words(String zh, String en) {
        static Words of(Label label) {
            return new Words(label.zh(), label.en());
        }
    }

    /// @param when what is asked, by fact: a range such as `2..`, `80%..` or a list of words; all of it must hold
    @Serdeable
    record RuleText(
            @JsonProperty("class") String name,
            @Nullable Words label,
            @Nullable Map<String, Object> when) {
        static RuleText of(SchemeDefinition.Rule rule) {
            return new RuleText(rule.name(), Words.of(rule.label()), rule.text());
        }

        Written written() {
            return new Written(
                    name, label == null ? null : new Label(label.zh(), label.en()), when == null ? Map.of() : when);
        }
    }

    /// @param customers in it today
    @Serdeable
    record ClassAnswer(String key, String zh, String en, long customers) {}

    /// @param share of those who ever ordered that lies at or below the value
    @Serdeable
    record CutAnswer(String fact, double share, double value, int buyers, Instant since) {}

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SchemeAnswer(
            String name,
            Words label,
            int version,
            @Nullable Instant since,
            @Nullable String by,
            List<ClassAnswer> classes,
            List<RuleText> rules,
            List<CutAnswer> thresholds,
            List<ProblemAnswer> problems) {}

    /// A version that cannot be worked out.
    @Serdeable
    record ProblemAnswer(int version, Words message) {}

    @Serdeable
    record SchemeBody(List<RuleText> rules) {}

    @Serdeable
    record RuleCount(@JsonProperty("class") String name, Words label, long customers) {}

    @Serdeable
    record PresetAnswer(String name, Words label, int silentDays, double gaps, List<String> schemes) {}

    /// @param silentDays 1 to 3,650
    /// @param gaps times the own median gap between orders, 0 to 100
    /// @param joinedIsContract whether customers with `joined` are under contract; as it is where it is
    /// left out
    @Serdeable
    record ChurnBody(int silentDays, double gaps, @Nullable Boolean joinedIsContract) {}

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ChurnAnswer(
            int silentDays,
            double gaps,
            boolean joinedIsContract,
            int version,
            Instant since,
            @Nullable String by) {}

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StayAnswer(
            @JsonProperty("class") String name,
            LocalDate since,
            @Nullable LocalDate until) {}

    /// @param since null where the customer never left the starting class
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CustomerClass(
            String scheme,
            @JsonProperty("class") String name,
            Words label,
            Words because,
            @Nullable Instant since,
            List<StayAnswer> history) {}

    /// All schemes with their rules and how many customers are in each class.
    @Get("/schemes")
    List<SchemeAnswer> list() {
        List<CutAnswer> thresholds = thresholds();
        return schemes.inForce().stream().map(each -> answer(each, thresholds)).toList();
    }

    /// One of them.
    @Get("/schemes/{name}")
    SchemeAnswer get(String name) {
        return answer(schemes.inForce(named(name)), thresholds());
    }

    /// Every version it ever had, the newest first; version 0 is the one that comes with the portal.
    @Get("/schemes/{name}/versions")
    List<SchemeAnswer> versions(String name) {
        List<CutAnswer> thresholds = thresholds();
        return schemes.versions(named(name)).stream()
                .map(each -> answer(each, List.of(), thresholds))
                .toList();
    }

    /// Puts other rules in force. Whoever is in another class by them is moved at once.
    @Put("/schemes/{name}")
    @Secured({"MANAGER", "ADMIN"})
    SchemeAnswer put(String name, @Body SchemeBody body, @Parameter(hidden = true) Viewer viewer) {
        return answer(schemes.set(named(name), written(body), viewer.name()), thresholds());
    }

    /// How many customers each rule would catch today, without keeping anything.
    @Post("/schemes/{name}/count")
    List<RuleCount> count(String name, @Body SchemeBody body) {
        SchemeDefinition draft = schemes.draft(named(name), written(body));
        List<Long> counts = migration.counts(draft);
        List<RuleCount> answer = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            SchemeDefinition.Rule rule = draft.rules().get(i);
            answer.add(new RuleCount(rule.name(), Words.of(rule.label()), counts.get(i)));
        }
        return answer;
    }

    /// What industries are used to.
    @Get("/scheme-presets")
    List<PresetAnswer> presets() {
        return schemes.presets().stream()
                .map(preset -> new PresetAnswer(
                        preset.name(),
                        Words.of(preset.label()),
                        preset.churn().silentDays(),
                        preset.churn().gaps(),
                        List.copyOf(preset.schemes().keySet())))
                .toList();
    }

    /// Puts the schemes and the churn limit of an industry in force.
    @Post("/scheme-presets/{name}")
    @Secured({"MANAGER", "ADMIN"})
    List<SchemeAnswer> apply(String name, @Parameter(hidden = true) Viewer viewer) {
        Preset preset = schemes.presets().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("No preset is called " + name));
        churn.set(preset.churn(), viewer.name());
        preset.schemes().forEach((scheme, rules) -> schemes.set(named(scheme), rules, viewer.name()));
        return list();
    }

    /// Finds the values that part the buyers anew; they are found every day by themselves.
    @Post("/schemes/thresholds")
    @Secured({"MANAGER", "ADMIN"})
    List<CutAnswer> cut() {
        cuts.renew();
        return thresholds();
    }

    /// When a silent customer counts as lost.
    @Get("/churn-definition")
    ChurnAnswer churnDefinition() {
        return answer(churn.now());
    }

    /// Sets it; facts, schemes and the churn rate follow.
    @Put("/churn-definition")
    @Secured({"MANAGER", "ADMIN"})
    ChurnAnswer define(@Body ChurnBody body, @Parameter(hidden = true) Viewer viewer) {
        Boolean contract = body.joinedIsContract();
        boolean joined = contract == null ? churn.now().limit().joinedIsContract() : contract;
        return answer(churn.set(new ChurnDefinition.Limit(body.silentDays(), body.gaps(), joined), viewer.name()));
    }

    /// A customer's classes, each with its reason and how it was before.
    @Get("/customers/{source}/{id}/classes")
    @Secured({"SUPPORT", "ANALYST", "MANAGER", "ADMIN"})
    List<CustomerClass> classes(String source, String id) {
        int key = store.keyOf(types.get(CustomerFields.TYPE), new RecordId(source, id))
                .orElseThrow(() -> Problem.notFound("There is no customer %s of %s".formatted(id, source)));
        return facts.explained(key).stream()
                .map(each -> new CustomerClass(
                        each.scheme().id(),
                        each.name(),
                        Words.of(each.scheme().labelOf(each.name())),
                        Words.of(each.because()),
                        each.since(),
                        each.stays().stream()
                                .map(stay -> new StayAnswer(stay.name(), stay.since(), stay.until()))
                                .toList()))
                .toList();
    }

    private SchemeAnswer answer(SchemeDefinition definition, List<CutAnswer> thresholds) {
        Map<String, Long> counts = history.today(definition.scheme());
        return answer(
                definition,
                definition.scheme().classes().stream()
                        .map(option -> new ClassAnswer(
                                option.value(),
                                option.label().zh(),
                                option.label().en(),
                                counts.getOrDefault(option.value(), 0L)))
                        .toList(),
                thresholds);
    }

    private SchemeAnswer answer(SchemeDefinition definition, List<ClassAnswer> classes, List<CutAnswer> thresholds) {
        return new SchemeAnswer(
                definition.scheme().id(),
                Words.of(definition.scheme().label()),
                definition.version(),
                definition.since(),
                definition.by(),
                classes,
                definition.rules().stream().map(RuleText::of).toList(),
                thresholds,
                schemes.troubles().stream()
                        .filter(trouble -> trouble.scheme() == definition.scheme())
                        .map(trouble -> new ProblemAnswer(trouble.version(), Words.of(trouble.label())))
                        .toList());
    }

    private List<CutAnswer> thresholds() {
        return cuts.newest().stream()
                .map(found -> new CutAnswer(
                        found.cut().fact().id(), found.cut().share(), found.value(), found.buyers(), found.since()))
                .toList();
    }

    private static ChurnAnswer answer(ChurnDefinition.Dated dated) {
        return new ChurnAnswer(
                dated.limit().silentDays(),
                dated.limit().gaps(),
                dated.limit().joinedIsContract(),
                dated.version(),
                dated.since(),
                dated.by());
    }

    private static List<Written> written(SchemeBody body) {
        return body.rules().stream().map(RuleText::written).toList();
    }

    private static Scheme named(String name) {
        return Scheme.named(name).orElseThrow(() -> Problem.notFound("No scheme is called " + name));
    }
}
