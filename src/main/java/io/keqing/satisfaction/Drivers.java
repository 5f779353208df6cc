package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.feedback.Surveys;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.RunTimeFields;
import io.keqing.record.Scale;
import io.keqing.satisfaction.DriverSql.Variable;
import io.keqing.satisfaction.KeyDrivers.Asked;
import io.keqing.satisfaction.KeyDrivers.Driver;
import io.keqing.satisfaction.KeyDrivers.Refused;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import io.keqing.search.Tallies;
import io.keqing.statistics.Interval;
import io.keqing.statistics.RelativeWeights;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Finds what goes along with an outcome among the answers to a survey's questions.
@Singleton
public final class Drivers {
    /// Answers for each driver that there must be, so that its weight means something.
    public static final int ANSWERS_EACH = 10;

    public static final int FEWEST_ANSWERS = 50;
    public static final int MOST_DRIVERS = 20;
    private static final int MOST_FOR_SHAPLEY = 12;

    private static final Map<String, Field<Double>> SCORES = Map.of(
            FeedbackFields.NPS.name(), FeedbackFields.NPS,
            FeedbackFields.CSAT.name(), FeedbackFields.CSAT,
            FeedbackFields.CES.name(), FeedbackFields.CES);

    private final Database database;
    private final Tallies tallies;
    private final Surveys surveys;
    private final RunTimeFields fields;

    Drivers(Database database, Tallies tallies, Surveys surveys, RunTimeFields fields) {
        this.database = database;
        this.tallies = tallies;
        this.surveys = surveys;
        this.fields = fields;
    }

    /// What can be an outcome or a driver of a survey: its questions with a scale, in their order,
    /// that the viewer may see.
    public List<Asked> questions(Survey survey, Viewer viewer) {
        return survey.questions().stream()
                .filter(question -> question.scale() != null && isSeen(question, viewer))
                .map(question -> new Asked(question.name(), question.label()))
                .toList();
    }

    /// @param outcome a question of the survey that the answers are narrowed to, or `nps`, `csat`,
    ///     `ces`
    /// @param drivers likewise; empty for every question with a scale but the outcome
    /// @param answers narrowed to one survey where questions are asked about
    /// @throws Refused where too little was answered or it is no question for this
    public KeyDrivers of(String outcome, List<String> drivers, SearchQuery answers, Viewer viewer) {
        Survey survey = survey(answers);
        if (survey != null && survey.confidential()) {
            throw new Refused(
                    "“" + survey.name() + "”是保密问卷，只公布整组的分数",
                    "\"" + survey.name() + "\" is confidential: it is told by scores of whole groups only");
        }
        List<String> names = new ArrayList<>();
        names.add(outcome);
        if (drivers.isEmpty() && survey != null) {
            questions(survey, viewer).stream()
                    .map(Asked::name)
                    .filter(name -> !name.equals(outcome))
                    .limit(MOST_DRIVERS)
                    .forEach(names::add);
        } else {
            names.addAll(drivers);
        }
        check(names);
        List<Found> found =
                names.stream().map(name -> find(name, survey, viewer)).toList();
        List<double[]> blocks = blocks(found, answers, survey, viewer);
        return weigh(found, new DriverBlocks(found.size(), blocks));
    }

    private static void check(List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new Refused("结果与驱动因素不能重复", "outcome and drivers must all be different, some were given twice");
        } else if (names.size() < 3 || names.size() > MOST_DRIVERS + 1) {
            throw new Refused(
                    "驱动因素必须有 2 到 %d 个，实为 %d 个".formatted(MOST_DRIVERS, names.size() - 1),
                    "drivers must be 2 to %d, were %d".formatted(MOST_DRIVERS, names.size() - 1));
        }
    }

    private @Nullable Survey survey(SearchQuery answers) {
        Survey survey = null;
        for (Filter filter : answers.filters()) {
            if (filter.field().equals(FeedbackFields.SURVEY.name())) {
                if (survey != null
                        || filter.anyOf().size() != 1
                        || !(filter.anyOf().getFirst() instanceof Condition.Is(String name))) {
                    return null;
                }
                survey = surveys.find(name).orElse(null);
            }
        }
        return survey;
    }

    private record Found(
            Asked asked, Variable variable, @Nullable Scale scale) {}

    private Found find(String name, @Nullable Survey survey, Viewer viewer) {
        SurveyQuestion question = survey == null ? null : survey.question(name).orElse(null);
        Field<Double> score = SCORES.get(name);
        if (question == null && score != null) {
            Scale scale = score.equals(FeedbackFields.NPS)
                    ? new Scale(0, 10)
                    : score.equals(FeedbackFields.CES)
                            ? new Scale(1, 7)
                            : survey == null ? new Scale(1, 5) : survey.csat().scale();
            return new Found(
                    new Asked(name, score.label()),
                    new Variable(null, score.column(), List.of(), scale.lowest(), scale.highest()),
                    scale);
        } else if (question == null || !isSeen(question, viewer)) {
            throw new Refused(
                    survey == null
                            ? "问题的名称只有在一份问卷之内才有意义：请先用 f.survey 选定一份，问的是“" + name + "”"
                            : "问卷“" + survey.name() + "”没有问题“" + name + "”",
                    survey == null
                            ? "a question is one of a survey: f.survey must name one, was asked for \"" + name + "\""
                            : "\"" + survey.name() + "\" has no question \"" + name + "\"");
        }
        Scale scale = question.scale();
        return new Found(
                new Asked(name, question.label()),
                new Variable(
                        name,
                        null,
                        question.missing(),
                        scale == null ? -Double.MAX_VALUE : scale.lowest(),
                        scale == null ? Double.MAX_VALUE : scale.highest()),
                scale);
    }

    private boolean isSeen(SurveyQuestion question, Viewer viewer) {
        String name = question.field().substring(question.field().indexOf('.') + 1);
        return fields.find(FeedbackFields.TYPE, FeedbackFields.ANSWERS.name(), name)
                .filter(field -> Masking.shows(field.sensitivity(), viewer))
                .isPresent();
    }

    /// Where the survey alone is asked about, the database needs no keys.
    private List<double[]> blocks(List<Found> found, SearchQuery answers, @Nullable Survey survey, Viewer viewer) {
        boolean narrowed = !answers.words().isEmpty() || answers.filters().size() > (survey == null ? 0 : 1);
        RoaringBitmap keys = narrowed ? tallies.keys(answers, viewer) : null;
        return database.read(connection -> DriverSql.blocks(
                connection, found.stream().map(Found::variable).toList(), survey == null ? null : survey.name(), keys));
    }

    private static KeyDrivers weigh(List<Found> found, DriverBlocks blocks) {
        int count = found.size() - 1;
        Moments all = blocks.all();
        long wanted = Math.max(FEWEST_ANSWERS, (long) ANSWERS_EACH * count);
        if (all.n() < wanted) {
            throw new Refused(
                    "%d 个驱动因素至少需要 %d 份完整答复，实为 %d 份".formatted(count, wanted, all.n()),
                    "%d drivers need %d whole answers, had %d".formatted(count, wanted, all.n()));
        }
        for (int i = 0; i < found.size(); i++) {
            if (all.isConstant(i)) {
                Label label = found.get(i).asked().label();
                throw new Refused("“" + label.zh() + "”的答复全都相同", "all answers to \"" + label.en() + "\" are the same");
            }
        }
        try {
            double[][] among = DriverBlocks.among(all);
            double[] outcome = DriverBlocks.withOutcome(all);
            double[] weights = RelativeWeights.johnson(among, outcome);
            double[] shapley = count <= MOST_FOR_SHAPLEY ? RelativeWeights.shapley(among, outcome) : null;
            Interval[] intervals = blocks.intervals();
            List<Driver> drivers = new ArrayList<>();
            double r2 = 0;
            for (int i = 0; i < count; i++) {
                Found driver = found.get(i + 1);
                Scale scale = driver.scale();
                double mean = all.mean(i + 1);
                r2 += weights[i];
                drivers.add(new Driver(
                        driver.asked(),
                        weights[i],
                        intervals[i],
                        shapley == null ? null : shapley[i],
                        mean,
                        all.deviation(i + 1),
                        scale == null ? null : (mean - scale.lowest()) / (scale.highest() - scale.lowest()),
                        outcome[i]));
            }
            drivers.sort(Comparator.comparingDouble(Driver::weight).reversed());
            return new KeyDrivers(found.getFirst().asked(), all.n(), r2, drivers);
        } catch (RelativeWeights.Inseparable e) {
            throw new Refused("有些驱动因素说的完全一样，无法分开", "some drivers say exactly what others say");
        }
    }
}
