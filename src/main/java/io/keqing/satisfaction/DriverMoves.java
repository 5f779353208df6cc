package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.feedback.Surveys;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.ChangeDrivers.Move;
import io.keqing.satisfaction.KeyDrivers.Asked;
import io.keqing.satisfaction.KeyDrivers.Driver;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Compares the drivers of a score on two sides: whether their own answers differ (Welch), and whether
/// their weight does (normal, by the widths of the two bootstrap intervals).
@Singleton
final class DriverMoves {
    private static final Label ONE_SURVEY =
            new Label("驱动因素只在选定一份问卷时才有", "drivers are those of one survey: f.survey must name it");
    private static final Label FEW_QUESTIONS =
            new Label("问卷中有量表的问题不足三个", "the survey has fewer than three questions with a scale");
    private static final Label REST = new Label(
            "与其余相比时不比较驱动因素，请用 before.f 指定另一组", "drivers are not compared with the rest: before.f must name a group");

    private final Drivers drivers;
    private final Surveys surveys;

    DriverMoves(Drivers drivers, Surveys surveys) {
        this.drivers = drivers;
        this.surveys = surveys;
    }

    ChangeDrivers of(ChangeQuery asked, Viewer viewer) {
        String name = Changes.narrowed(asked.now(), FeedbackFields.SURVEY.name());
        Optional<Survey> survey = name == null ? Optional.empty() : surveys.find(name);
        String named = Changes.narrowed(asked.before(), FeedbackFields.SURVEY.name());
        if (survey.isEmpty() || !survey.get().name().equals(named)) {
            return ChangeDrivers.refused(ONE_SURVEY);
        } else if (asked.isRest()) {
            return ChangeDrivers.refused(REST);
        }
        List<Asked> questions = drivers.questions(survey.get(), viewer);
        if (questions.size() < 3) {
            return ChangeDrivers.refused(FEW_QUESTIONS);
        }
        String outcome = outcome(asked.kind(), survey.get());
        List<String> names = questions.stream()
                .map(Asked::name)
                .filter(each -> !each.equals(outcome))
                .limit(Drivers.MOST_DRIVERS)
                .toList();
        try {
            KeyDrivers now = drivers.of(outcome, names, asked.now(), viewer);
            KeyDrivers before = drivers.of(outcome, names, asked.before(), viewer);
            return new ChangeDrivers(null, now.outcome(), moves(now, before));
        } catch (KeyDrivers.Refused e) {
            return ChangeDrivers.refused(e.reason());
        }
    }

    private static String outcome(Measure.Kind kind, Survey survey) {
        QuestionRole role = switch (kind) {
            case NPS -> QuestionRole.NPS;
            case CSAT -> QuestionRole.CSAT;
            case CES -> QuestionRole.CES;
        };
        return survey.question(role)
                .filter(question -> question.scale() != null)
                .map(SurveyQuestion::name)
                .orElse(kind.name().toLowerCase(Locale.ROOT));
    }

    private static List<Move> moves(KeyDrivers now, KeyDrivers before) {
        List<Move> tested = new ArrayList<>();
        for (Driver one : now.drivers()) {
            before.drivers().stream()
                    .filter(each -> each.asked().name().equals(one.asked().name()))
                    .findFirst()
                    .ifPresent(other -> tested.add(new Move(
                            one.asked(),
                            one.performance(),
                            other.performance(),
                            new Score.Mean(now.n(), one.performance(), one.deviation(), null)
                                    .minus(new Score.Mean(before.n(), other.performance(), other.deviation(), null)),
                            1,
                            one.weight(),
                            other.weight(),
                            weight(one, other),
                            1)));
        }
        double[] p = new double[2 * tested.size()];
        for (int i = 0; i < tested.size(); i++) {
            p[2 * i] = tested.get(i).mean().p();
            p[2 * i + 1] = tested.get(i).weight().p();
        }
        double[] adjusted = FalseDiscoveries.adjusted(p);
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < tested.size(); i++) {
            Move move = tested.get(i);
            moves.add(new Move(
                    move.driver(),
                    move.now(),
                    move.before(),
                    move.mean(),
                    adjusted[2 * i],
                    move.weightNow(),
                    move.weightBefore(),
                    move.weight(),
                    adjusted[2 * i + 1]));
        }
        moves.sort(Comparator.comparing((Move move) -> !move.isMarked())
                .thenComparing(Comparator.comparingDouble(Move::weightNow).reversed()));
        return moves;
    }

    private static Score.Difference weight(Driver one, Driver other) {
        double difference = one.weight() - other.weight();
        double error = Math.hypot(error(one.interval()), error(other.interval()));
        double reach = Interval.Z * error;
        double p = error == 0
                ? difference == 0 ? 1 : 0
                : Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(difference) / error));
        return new Score.Difference(difference, new Interval(difference - reach, difference + reach), p);
    }

    private static double error(Interval interval) {
        return (interval.high() - interval.low()) / (2 * Interval.Z);
    }
}
