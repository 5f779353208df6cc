package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.RecordMasking;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeName;
import io.keqing.statistics.MeanInterval;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The questions of surveys and how they were answered, counted in the database at the moment they are
/// asked for.
@Singleton
public final class Questions {
    private final Database database;
    private final RunTimeFields fields;

    Questions(Database database, RunTimeFields fields) {
        this.database = database;
        this.fields = fields;
    }

    /// Which answers to count. What is null takes all.
    ///
    /// @param survey empty = of no survey
    public record Among(@Nullable String survey, @Nullable String source) {
        boolean isAll() {
            return survey == null && source == null;
        }
    }

    /// Every question the viewer may see, in the order they became known; surveys that ask one alike are
    /// counted together. Of a survey or source only those that somebody answered there.
    public List<Question> all(Among among, Viewer viewer) {
        return count(asked(among, viewer), among, viewer).stream()
                .filter(question -> among.isAll() || question.n() + question.outside() > 0)
                .toList();
    }

    /// The questions called so: none where there is none the viewer may see, several where surveys do not ask
    /// it alike.
    public List<Question> named(String name, Among among, Viewer viewer) {
        List<AskedQuestion> asked = asked(among, viewer).stream()
                .filter(question -> question.name().equals(name))
                .toList();
        return count(asked, among, viewer);
    }

    private List<AskedQuestion> asked(Among among, Viewer viewer) {
        List<RunTimeName> names = fields.names(FeedbackFields.TYPE).names().stream()
                .filter(name -> name.scope().holder().equals(FeedbackFields.ANSWERS.name()))
                .filter(name -> among.survey() == null || name.scope().name().equals(among.survey()))
                .filter(name -> name.field().sensitivity() != Sensitivity.SECRET)
                .filter(name -> Masking.shows(name.field().sensitivity(), viewer))
                .toList();
        return AskedQuestion.alike(names);
    }

    private List<Question> count(List<AskedQuestion> asked, Among among, Viewer viewer) {
        if (asked.isEmpty()) {
            return List.of();
        }
        return database.read(connection -> {
            Map<Integer, Counted> counted = new LinkedHashMap<>();
            try (PreparedStatement select = QuestionSql.select(connection, asked, among);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int place = row.getInt("place");
                    Counted before = counted.get(place);
                    Counted of = before == null ? Counted.of(row) : before;
                    counted.put(place, of);
                    of.add(row);
                }
            }
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                Counted of = counted.get(i + 1);
                if (of == null) {
                    throw new IllegalStateException("Every question must be counted, was not: " + i);
                }
                questions.add(of.question(asked.get(i), viewer));
            }
            return questions;
        });
    }

    /// What the rows of one question say.
    private record Counted(
            boolean scored,
            long n,
            long people,
            long outside,
            double mean,
            double deviation,
            double top2,
            double bottom2,
            long others,
            List<Question.Value> values) {
        static Counted of(ResultSet row) throws SQLException {
            return new Counted(
                    row.getBoolean("scored"),
                    row.getLong("n"),
                    row.getLong("people"),
                    row.getLong("outside"),
                    row.getDouble("mean"),
                    row.getDouble("deviation"),
                    row.getDouble("top2"),
                    row.getDouble("bottom2"),
                    row.getLong("others"),
                    new ArrayList<>());
        }

        void add(ResultSet row) throws SQLException {
            BigDecimal number = row.getBigDecimal("number");
            String text = row.getString("text");
            if (text != null) {
                values.add(new Question.Value(text, row.getLong("count")));
            } else if (number != null) {
                values.add(new Question.Value(number, row.getLong("count")));
            }
        }

        Question question(AskedQuestion asked, Viewer viewer) {
            boolean tooFew = people < Question.FEWEST;
            boolean boxes = !tooFew && scored && asked.scale() != null;
            return new Question(
                    asked.name(),
                    asked.label(),
                    asked.surveys(),
                    asked.scale(),
                    n,
                    people,
                    outside,
                    tooFew,
                    tooFew || !scored ? null : MeanInterval.of(n, mean, deviation),
                    boxes ? top2 : null,
                    boxes ? bottom2 : null,
                    seen(asked.sensitivity(), viewer),
                    others);
        }

        /// Texts that look the same when masked are told as one.
        private List<Question.Value> seen(Sensitivity sensitivity, Viewer viewer) {
            Map<Object, Long> seen = new LinkedHashMap<>();
            values.forEach(value -> seen.merge(
                    value.value() instanceof String text
                            ? RecordMasking.seenText(sensitivity, text, viewer)
                            : value.value(),
                    value.count(),
                    Long::sum));
            return seen.entrySet().stream()
                    .map(entry -> new Question.Value(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
