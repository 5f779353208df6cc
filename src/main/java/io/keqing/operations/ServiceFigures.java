package io.keqing.operations;

import static io.keqing.operations.ServiceCounts.FOLLOW_UP_DAYS;

import io.keqing.field.Label;
import io.keqing.interaction.InteractionFields;
import io.keqing.operations.Compared.About;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.LeftOut;
import io.keqing.operations.Kpi.Reading;
import io.keqing.operations.ServiceCounts.Population;
import io.keqing.operations.ServiceCounts.Share;
import io.keqing.operations.ServiceCounts.Shares;
import io.keqing.operations.ServiceCounts.Waits;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How fast people are answered and helped, at the first go or not, and how many complain: enquiries,
/// cases and complaints, read from the truth. What the figures mean for histories that are no straight
/// line is told in `docs/service.md`.
@Singleton
final class ServiceFigures implements Indicator {
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.9;
    private static final int PAGE = 10_000;

    private static final Map<String, Label> REASONS = Map.of(
            "noDay",
            new Label("时间是表示“没有”的日期", "on a day that stands for none"),
            "endBeforeStart",
            new Label("结束早于提出", "ended before it was asked"),
            "withoutEnd",
            new Label("已解决或关闭但没有时间", "solved or closed without saying when"),
            "withoutCustomer",
            new Label("没有客户", "without a customer"),
            "tooRecent",
            new Label("解决不满 %d 天".formatted(FOLLOW_UP_DAYS), "solved less than %d days ago".formatted(FOLLOW_UP_DAYS)));

    private final Database database;
    private final BusinessHours hours;
    private final Region region;
    private final SearchIndex index;

    ServiceFigures(Database database, BusinessHours hours, Region region, SearchIndex index) {
        this.database = database;
        this.hours = hours;
        this.region = region;
        this.index = index;
    }

    @Override
    public int place() {
        return 20;
    }

    @Override
    public List<Kpi> of(Asked asked, Viewer viewer) {
        return of(asked, null, viewer);
    }

    /// @param population the interactions to count among, whenever they were; null for all
    List<Kpi> of(Asked asked, @Nullable SearchQuery population, Viewer viewer) {
        Population among = population == null ? null : keys(population, viewer);
        return database.read(connection -> {
            ServiceCounts counts = new ServiceCounts(connection, hours, region, among);
            List<Kpi> kpis = new ArrayList<>();
            kpis.addAll(waits(counts, asked, true));
            kpis.addAll(waits(counts, asked, false));
            kpis.add(shares(FCR, counts::solvedAtFirstGo, asked));
            kpis.add(shares(COMPLAINTS, counts::complained, asked));
            return kpis;
        });
    }

    private Population keys(SearchQuery population, Viewer viewer) {
        List<Integer> keys = new ArrayList<>();
        index.streamKeys(population, viewer, PAGE, page -> IntStream.of(page).forEach(keys::add));
        return new Population(
                keys,
                population.filters().stream().anyMatch(each -> each.field().equals(InteractionFields.STAFF.name())));
    }

    private static final About FCR = new About(
            "fcr",
            new Label("首次解决率", "First contact resolution"),
            new Label(
                    "期间解决的咨询、工单与投诉中，一次联系就解决的占比：没有重新打开，从提出到解决后 %d 天内同一客户没有就同一主题再来，提出时也没有同一主题的更早一件还在处理；解决不满 %d 天的还不算。"
                            .formatted(FOLLOW_UP_DAYS, FOLLOW_UP_DAYS),
                    "Of the enquiries, cases and complaints solved in the period: those that took one contact. They were not reopened, no other of the same customer on the same topic was asked from then up to %d days after they were solved, and none asked earlier was still being worked on; what was solved less than %d days ago does not count yet."
                            .formatted(FOLLOW_UP_DAYS, FOLLOW_UP_DAYS)),
            true);
    private static final About COMPLAINTS = new About(
            "complaintRate",
            new Label("投诉率", "Complaint rate"),
            new Label(
                    "期间有往来的客户中投诉过的占比（按人）。", "Of the customers in touch in the period: those who complained (people)."),
            false);

    /// What each figure means, in their order.
    List<About> definitions() {
        List<About> all = new ArrayList<>();
        for (boolean response : new boolean[] {true, false}) {
            for (double q : new double[] {MEDIAN, TAIL}) {
                all.add(about(response, q, false));
                all.add(about(response, q, true));
            }
        }
        all.add(FCR);
        all.add(COMPLAINTS);
        return all;
    }

    private List<Kpi> waits(ServiceCounts counts, Asked asked, boolean response) throws SQLException {
        Waits now = counts.waits(asked, null, response);
        Waits before = counts.waits(asked.before(), null, response);
        Division by = asked.by();
        Waits none = new Waits(Map.of(), Map.of(), Map.of());
        Waits groups = by == null ? none : counts.waits(asked, by, response);
        Waits earlier = by == null ? none : counts.waits(asked.before(), by, response);
        List<Kpi> kpis = new ArrayList<>();
        for (double q : new double[] {MEDIAN, TAIL}) {
            kpis.add(Durations.kpi(
                            about(response, q, false),
                            q,
                            all(now.calendar()),
                            all(before.calendar()),
                            groups.calendar(),
                            earlier.calendar())
                    .withLeftOut(leftOut(now.leftOut())));
            kpis.add(Durations.kpi(
                            about(response, q, true),
                            q,
                            all(now.business()),
                            all(before.business()),
                            groups.business(),
                            earlier.business())
                    .withLeftOut(leftOut(now.leftOut())));
        }
        return kpis;
    }

    private static Durations.Group all(Map<String, Durations.Group> groups) {
        return groups.getOrDefault("", Durations.Group.NONE);
    }

    private static List<LeftOut> leftOut(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> new LeftOut(
                        each.getKey(),
                        REASONS.getOrDefault(each.getKey(), new Label(each.getKey(), each.getKey())),
                        each.getValue()))
                .toList();
    }

    private About about(boolean response, double q, boolean business) {
        String percent = "P" + Math.round(q * 100);
        String name = (response ? "response" : "resolution") + percent + (business ? "Business" : "");
        Label when = business ? hours.text() : new Label("", "");
        return new About(
                name,
                new Label(
                        (response ? "首次响应 " : "解决时间 ") + percent + (business ? "（工作时间）" : ""),
                        (response ? "First response " : "Resolution ")
                                + percent
                                + (business ? ", business hours" : "")),
                new Label(
                        "期间提出的咨询、工单与投诉，从提出到%s的分钟数；未完成的按已等待的时长计入（Kaplan–Meier）。%s"
                                .formatted(response ? "首次响应" : "最后一次解决", when.zh()),
                        "Minutes from asking to %s, of the enquiries, cases and complaints of the period; what is not over counts as long as it has waited (Kaplan–Meier).%s"
                                .formatted(
                                        response ? "the first response" : "being solved for the last time",
                                        " " + when.en())),
                false);
    }

    private interface Count {
        Shares of(Asked asked, @Nullable Division by) throws SQLException;
    }

    private static Kpi shares(About about, Count count, Asked asked) throws SQLException {
        Shares now = count.of(asked, null);
        Shares before = count.of(asked.before(), null);
        Division by = asked.by();
        return Compared.shares(
                        about,
                        now.all(),
                        before.all(),
                        by == null ? Map.of() : count.of(asked, by).groups(),
                        by == null ? Map.of() : count.of(asked.before(), by).groups(),
                        Share.NONE,
                        ServiceFigures::reading,
                        ServiceFigures::change)
                .withLeftOut(leftOut(now.leftOut()));
    }

    private static Reading reading(Share share) {
        return share.hidden() ? new Reading(share.part().n(), null, null, true) : Compared.reading(share.part());
    }

    private static @Nullable Change change(Share now, Share before) {
        return now.hidden() || before.hidden() ? null : Compared.change(now.part(), before.part());
    }
}
