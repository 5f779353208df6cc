package io.keqing.satisfaction.api;

import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.DayParameter;
import io.keqing.rest.QuestionParameters;
import io.keqing.rest.RequestParts;
import io.keqing.satisfaction.Change;
import io.keqing.satisfaction.ChangeQuery;
import io.keqing.satisfaction.ChangeQuery.Against;
import io.keqing.satisfaction.Changes;
import io.keqing.satisfaction.Measure;
import io.keqing.search.Filter;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a score differs between two periods, or between two groups. The change is divided by the values
/// of every facet into what their sizes make of it (`mix`) and what their own scores do (`rate`),
/// after Kitagawa (1955): over the values of a field, with `rest`, both add up to the change exactly.
/// `mix` of a value is against the mean score of both sides, `uncentred` is the textbook's. A value
/// that is on one side only (`only`) has no rate. `contributions` are the same parts of all fields,
/// those that hold after Benjamini-Hochberg over all of them first. Intervals are of 95 %. A value of
/// fewer than five people on a side (ten of a member of staff) is `tooFew` and counted in `rest`.
@Controller("/api/v1/satisfaction/{measure:nps|csat|ces}/change")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class ChangeController {
    private static final int DAYS = 30;
    private static final int MOST_DAYS = 3_660;
    private static final String GROUP = "group.f.";
    private static final String BEFORE = "before.f.";
    private static final String CHANGE = """
            {"measure": "nps", "definition": "Share of promoters (9–10) less share of detractors (0–6)",
             "summary": "NPS fell by 8.0 points (−13.0 to −3.0). Most of it: Channel “phone” answered worse −5.0 (…).",
             "now": {"n": 250, "people": 240, "value": 0.18, "low": 0.1, "high": 0.26}, "before": {"n": 200, "people": 190},
             "against": "period", "change": {"difference": -0.08, "low": -0.13, "high": -0.03, "p": 0.002, "significant": true},
             "tested": 24,
             "contributions": [{"field": "channel", "fieldLabel": "Channel", "key": "phone", "label": "phone",
                                "part": "rate", "cause": "answered worse", "value": -0.05, "low": -0.081, "high": -0.019,
                                "p": 0.001, "adjustedP": 0.024, "significant": true}],
             "fields": [{"field": "channel", "label": "Channel", "mix": {"value": -0.02, "low": -0.04, "high": 0},
                         "rate": {"value": -0.06, "low": -0.1, "high": -0.02}, "values": [],
                         "rest": {"now": 3, "before": 0, "tooFew": 1, "contribution": 0.001}}],
             "leftOut": [{"field": "survey", "label": "Survey", "reason": "it has one value only"}],
             "themes": {"commentsNow": 90, "commentsBefore": 80, "tested": 20,
                        "moved": [{"term": "queue", "direction": "rising", "now": 20, "before": 3, "p": 0.001,
                                   "adjustedP": 0.02, "search": "/api/v1/feedback/search?f.npsClass=detractor"}]},
             "drivers": {"refused": "drivers are those of one survey: f.survey must name it", "moved": []}}
            """;

    private final Changes changes;
    private final SearchUrl url;
    private final SearchLimit limit;
    private final Region region;

    ChangeController(Changes changes, SearchUrl url, SearchLimit limit, Region region) {
        this.changes = changes;
        this.url = url;
        this.limit = limit;
        this.region = region;
    }

    /// Two periods unless a group is said: `from` to `to` against `before.from` to `before.to`. With
    /// `group.f.FIELD` the answers of a group against those of `before.f.FIELD`, or against all others
    /// where that is left out.
    @Get
    @QuestionParameters
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "first day; 30 days up to `to` where nothing says a time")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "last day, included; yesterday unless said")
    @Parameter(
            name = "before.from",
            in = ParameterIn.QUERY,
            description = "first day of the period it is compared with; the period before, as long, unless said")
    @Parameter(name = "before.to", in = ParameterIn.QUERY, description = "its last day, included")
    @Parameter(
            name = "group.f.FIELD",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "a group in place of a period, as f.FIELD says it")
    @Parameter(
            name = "before.f.FIELD",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "the group it is compared with; all others unless said")
    @Parameter(
            name = "by",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "fields to divide by, with commas between; every facet of words unless said")
    @ApiResponse(
            responseCode = "200",
            description = "the change and its parts",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(CHANGE)))
    HttpResponse<byte[]> get(String measure, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Parameters parameters = new Parameters(request);
        Measure.Kind kind = Measure.Kind.valueOf(measure.toUpperCase(Locale.ROOT));
        List<String> by = parameters.list("by");
        Days now = days(parameters, "");
        Days before = days(parameters, "before.");
        List<Filter> group = parameters.filters(GROUP, url);
        List<Filter> other = parameters.filters(BEFORE, url);
        SearchQuery answers = parameters.answers(url);
        ChangeQuery asked = group.isEmpty()
                ? periods(kind, answers, now, before, other, by)
                : groups(kind, answers, now, before, group, other, by);
        Change change = limit.run(viewer, () -> changes.of(asked, viewer));
        return HttpResponse.ok(new ChangeJson(url, RequestParts.locale(request)).bytes(change));
    }

    /// @param from null where it is not said, as is `to`
    private record Days(@Nullable LocalDate from, @Nullable LocalDate to) {
        boolean isEmpty() {
            return from == null && to == null;
        }
    }

    private static Days days(Parameters parameters, String prefix) {
        String from = parameters.one(prefix + "from");
        String to = parameters.one(prefix + "to");
        return new Days(
                from == null ? null : DayParameter.read(prefix + "from", from),
                to == null ? null : DayParameter.read(prefix + "to", to));
    }

    private ChangeQuery periods(
            Measure.Kind kind, SearchQuery answers, Days now, Days before, List<Filter> other, List<String> by) {
        if (!other.isEmpty()) {
            throw new InvalidQueryException(
                    new Label("before.f 须与 group.f 一起使用", "before.f is taken together with group.f, was given alone"));
        }
        boolean narrowed =
                answers.filters().stream().anyMatch(filter -> filter.field().equals("at"));
        SearchQuery later = narrowed && now.isEmpty() ? answers : within(answers, now, "");
        if (before.isEmpty()) {
            return changes.sinceBefore(kind, later, by);
        } else if (before.from() == null || before.to() == null) {
            throw new InvalidQueryException(new Label(
                    "before.from 与 before.to 须一起给出", "before.from and before.to are given together, one was missing"));
        } else if (narrowed) {
            throw new InvalidQueryException(new Label(
                    "before.from 与 before.to 须与 from、to 一起使用，不与 f.at 一起",
                    "before.from and before.to go with from and to, not with f.at"));
        }
        return new ChangeQuery(kind, later, within(answers, before, "before."), Against.PERIOD, by);
    }

    private ChangeQuery groups(
            Measure.Kind kind,
            SearchQuery answers,
            Days now,
            Days before,
            List<Filter> group,
            List<Filter> other,
            List<String> by) {
        if (!before.isEmpty()) {
            throw new InvalidQueryException(new Label(
                    "两组在同一时段比较：group.f 不与 before.from、before.to 一起",
                    "groups are compared within the same days: group.f goes without before.from and before.to"));
        }
        SearchQuery common = now.isEmpty() ? answers : within(answers, now, "");
        return new ChangeQuery(
                kind,
                and(common, group),
                other.isEmpty() ? common : and(common, other),
                other.isEmpty() ? Against.REST : Against.GROUP,
                by);
    }

    /// @throws InvalidQueryException where a field has a filter already: an address holds one a field
    private static SearchQuery and(SearchQuery answers, List<Filter> more) {
        List<Filter> filters = new ArrayList<>(answers.filters());
        for (Filter filter : more) {
            if (filters.stream().anyMatch(each -> each.field().equals(filter.field()))) {
                throw new InvalidQueryException(new Label(
                        "字段 " + filter.field() + " 已有 f." + filter.field() + "，不能再用来分组",
                        "a group must differ by another field than f." + filter.field() + " has chosen already"));
            }
            filters.add(filter);
        }
        return answers.withFilters(filters);
    }

    private SearchQuery within(SearchQuery answers, Days days, String prefix) {
        LocalDate to =
                Objects.requireNonNullElseGet(days.to(), () -> region.today().minusDays(1));
        LocalDate from = Objects.requireNonNullElseGet(days.from(), () -> to.minusDays(DAYS - 1L));
        if (to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)) {
            throw new InvalidQueryException(new Label(
                    "%sto 须在 %sfrom 之后 0 到 %d 天，实为 %s 与 %s".formatted(prefix, prefix, MOST_DAYS, from, to),
                    "%sto must be 0 to %d days after %sfrom, were %s and %s"
                            .formatted(prefix, MOST_DAYS, prefix, from, to)));
        }
        return Changes.within(answers, from, to);
    }
}
