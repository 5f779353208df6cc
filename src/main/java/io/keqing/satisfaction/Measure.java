package io.keqing.satisfaction;

import io.keqing.feedback.CesConvention;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.field.Label;
import io.keqing.record.Scale;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Measured;
import io.keqing.statistics.Classes;
import io.keqing.statistics.Score;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One way to make a number of how satisfied people are: what of a record counts, and how counts
/// become a score.
public sealed interface Measure {
    Kind kind();

    /// What is counted of each record.
    Measured measured();

    /// Where each answer stands on its scale; null where several scales are mixed.
    @Nullable
    Measured distribution();

    /// @return null where nobody answered
    @Nullable
    Score score(Cell cell);

    /// The score of those in `all` that are not in `part`.
    default @Nullable Score rest(Cell all, Cell part) {
        Map<String, Long> counts = new HashMap<>(all.counts());
        part.counts().forEach((value, count) -> counts.merge(value, -count, Long::sum));
        return score(new Cell(
                null,
                null,
                all.n() - part.n(),
                counts,
                all.sum() - part.sum(),
                all.squares() - part.squares(),
                0,
                false));
    }

    /// What an answer is worth, in whole steps of [#step].
    ///
    /// @param value as [Cell#counts] has it
    long worth(String value);

    /// What a step of [#worth] is worth.
    default double step() {
        return 1;
    }

    /// How the number is made, as it is shown beside it.
    Label definition();

    /// How its values are read.
    Unit unit();

    /// By how much a difference of "ten points" differs; null where the score has no points.
    default @Nullable Double tenPoints() {
        return unit() == Unit.MEAN ? null : 0.1;
    }

    /// How values are read.
    enum Unit {
        /// A difference of two shares: -100 to 100 points.
        POINTS,
        /// A share.
        PERCENT,
        /// A mean on the scale.
        MEAN
    }

    /// The measures there are.
    enum Kind {
        NPS(new Label("净推荐值 NPS", "NPS")),
        CSAT(new Label("满意度 CSAT", "CSAT")),
        CES(new Label("费力度 CES", "CES"));

        private final Label label;

        Kind(Label label) {
            this.label = label;
        }

        public Label label() {
            return label;
        }
    }

    /// @param survey the only one that is asked about; null where several may be
    static Measure of(Kind kind, @Nullable Survey survey, CesConvention convention) {
        return switch (kind) {
            case NPS -> new Nps(scale(survey, QuestionRole.NPS, FeedbackFields.NPS.name(), new Scale(0, 10)));
            case CSAT -> new Csat(survey);
            case CES ->
                new Ces(scale(survey, QuestionRole.CES, FeedbackFields.CES.name(), new Scale(1, 7)), convention);
        };
    }

    private static Measured.Numbers scale(@Nullable Survey survey, QuestionRole role, String field, Scale scale) {
        SurveyQuestion question = survey == null ? null : survey.question(role).orElse(null);
        return question == null
                ? new Measured.Numbers(field, scale.lowest(), scale.highest(), List.of(), true)
                : Answers.of(question, scale);
    }

    /// Promoters (9 and 10) less detractors (0 to 6).
    record Nps(Measured.Numbers distribution) implements Measure {
        @Override
        public Kind kind() {
            return Kind.NPS;
        }

        @Override
        public Measured measured() {
            return new Measured.Classes(FeedbackFields.NPS_CLASS.name(), true);
        }

        @Override
        public @Nullable Score score(Cell cell) {
            return cell.n() <= 0 ? null : new Score.Net(cell.n(), cell.count("promoter"), cell.count("detractor"));
        }

        @Override
        public long worth(String value) {
            return value.equals("promoter") ? 1 : value.equals("detractor") ? -1 : 0;
        }

        @Override
        public Label definition() {
            return new Label(
                    "推荐者（9–10 分）占比减去贬损者（0–6 分）占比；95 % 区间：校正 Wald（n 加 3，推荐与贬损各加 ¾）",
                    "Share of promoters (9–10) less share of detractors (0–6); 95 % interval: adjusted Wald "
                            + "(3 added to n, ¾ to promoters and to detractors)");
        }

        @Override
        public Unit unit() {
            return Unit.POINTS;
        }
    }

    /// Satisfied people, by each survey's own scale and threshold.
    record Csat(@Nullable Survey survey) implements Measure {
        @Override
        public Kind kind() {
            return Kind.CSAT;
        }

        @Override
        public Measured measured() {
            return new Measured.Classes(FeedbackFields.CSAT_CLASS.name(), true);
        }

        @Override
        public @Nullable Measured distribution() {
            if (survey == null) {
                return null;
            }
            Scale scale = survey.csat().scale();
            String asked = survey.csat().question();
            return asked == null
                    ? new Measured.Numbers(FeedbackFields.CSAT.name(), scale.lowest(), scale.highest(), List.of(), true)
                    : survey.question(asked)
                            .map(question -> Answers.of(question, scale))
                            .orElse(null);
        }

        @Override
        public @Nullable Score score(Cell cell) {
            return cell.n() <= 0 ? null : new Score.Share(cell.n(), cell.count("satisfied"));
        }

        @Override
        public long worth(String value) {
            return value.equals("satisfied") ? 1 : 0;
        }

        @Override
        public Label definition() {
            String zh = survey == null
                    ? "按各问卷自己的量表与门槛（未定义时 1–5 分中的 4–5 分）"
                    : "%s 分量表中 %s 分及以上"
                            .formatted(
                                    survey.csat().scale().toString().replace(" to ", "–"),
                                    plain(survey.csat().top()));
            String en = survey == null
                    ? "by each survey's own scale and threshold (4–5 of 1–5 unless it says otherwise)"
                    : "from %s on a scale of %s"
                            .formatted(plain(survey.csat().top()), survey.csat().scale());
            return new Label(
                    "满意答复占比：" + zh + "；95 % 区间：Wilson",
                    "Share of satisfied answers, " + en + "; 95 % interval: Wilson");
        }

        @Override
        public Unit unit() {
            return Unit.PERCENT;
        }
    }

    /// Customer Effort Score 2.0 by the survey's convention.
    record Ces(Measured.Numbers measured, CesConvention convention) implements Measure {
        @Override
        public Kind kind() {
            return Kind.CES;
        }

        @Override
        public Measured distribution() {
            return measured;
        }

        @Override
        public @Nullable Score score(Cell cell) {
            long n = cell.n();
            return switch (convention) {
                case MEAN -> n < 2 ? null : mean(cell);
                case SHARE -> n < 1 ? null : new Score.Share(n, between(cell, 5, 7));
                case NET -> n < 1 ? null : new Score.Net(n, between(cell, 6, 7), between(cell, 1, 3));
            };
        }

        @Override
        public long worth(String value) {
            double effort = Double.parseDouble(value);
            return switch (convention) {
                case MEAN -> Math.round(effort / step());
                case SHARE -> effort >= 5 ? 1 : 0;
                case NET -> effort >= 6 ? 1 : effort <= 3 ? -1 : 0;
            };
        }

        /// Answers between whole numbers count to a thousandth.
        @Override
        public double step() {
            return convention == CesConvention.MEAN ? 0.001 : 1;
        }

        /// Of the answers one by one where the counts are of all of them.
        private static Score mean(Cell cell) {
            TreeMap<BigDecimal, Long> counts = new TreeMap<>();
            cell.counts().forEach((value, count) -> {
                if (count > 0) {
                    counts.merge(new BigDecimal(value).stripTrailingZeros(), count, Long::sum);
                }
            });
            Classes classes = counts.isEmpty() ? null : Classes.of(counts);
            return classes != null
                            && classes.n() == cell.n()
                            && isNear(classes.sum(), cell.sum())
                            && isNear(classes.squares(), cell.squares())
                    ? Score.Mean.of(classes)
                    : Score.Mean.of(cell.n(), cell.sum(), cell.squares());
        }

        private static boolean isNear(double one, double other) {
            return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
        }

        private static long between(Cell cell, double lowest, double highest) {
            return cell.counts().entrySet().stream()
                    .filter(entry -> {
                        double value = Double.parseDouble(entry.getKey());
                        return value >= lowest && value <= highest;
                    })
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        @Override
        public Label definition() {
            return switch (convention) {
                case MEAN ->
                    new Label(
                            "1–7 分（越高越省力）的均值；95 % 区间：Student t",
                            "Mean of 1–7 (higher = easier); 95 % interval: Student's t");
                case SHARE ->
                    new Label("5–7 分（省力）占比；95 % 区间：Wilson", "Share of 5–7 (made easy); 95 % interval: Wilson");
                case NET ->
                    new Label(
                            "6–7 分占比减去 1–3 分占比；95 % 区间：校正 Wald",
                            "Share of 6–7 less share of 1–3; 95 % interval: adjusted Wald");
            };
        }

        @Override
        public Unit unit() {
            return switch (convention) {
                case MEAN -> Unit.MEAN;
                case SHARE -> Unit.PERCENT;
                case NET -> Unit.POINTS;
            };
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
