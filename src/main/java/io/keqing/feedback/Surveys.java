package io.keqing.feedback;

import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeOrigin;
import io.keqing.record.RunTimeRegistry;
import io.keqing.record.RunTimeScope;
import io.keqing.record.Scale;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The surveys: what was said about them, and what their answers tell.
@Singleton
public final class Surveys {
    /// The records that answer them.
    public static final String TYPE = FeedbackFields.TYPE;

    private static final int PAGE = 10_000;

    private final Database database;
    private final RecordType feedback;
    private final RunTimeFields fields;
    private final RunTimeRegistry registry;
    private final List<ChangeListener> listeners;

    Surveys(
            Database database,
            RecordTypes types,
            RunTimeFields fields,
            RunTimeRegistry registry,
            List<ChangeListener> listeners) {
        this.database = database;
        this.feedback = types.get(FeedbackFields.TYPE);
        this.fields = fields;
        this.registry = registry;
        this.listeners = List.copyOf(listeners);
    }

    /// Every survey that was defined or answered, by name.
    public List<Survey> all() {
        Set<String> names = new TreeSet<>(database.read(SurveyTable::names));
        names.addAll(database.read(Surveys::answered));
        questions(null).forEach(question -> names.add(question.scope().name()));
        names.remove("");
        return names.stream().flatMap(name -> find(name).stream()).toList();
    }

    /// The distinct surveys of the records, each found by one step in the index.
    private static List<String> answered(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        with recursive named (survey) as (
                            (select survey from feedback where survey is not null order by survey limit 1)
                            union all
                            select (select f.survey from feedback f where f.survey > n.survey order by f.survey limit 1)
                            from named n where n.survey is not null
                        ) select survey from named where survey is not null limit 10000""");
                ResultSet row = select.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    /// @return empty where nobody defined and nobody answered such a survey
    public Optional<Survey> find(String name) {
        List<RunTimeName> answered = questions(name);
        Optional<Survey> defined = database.read(connection -> SurveyTable.find(connection, name));
        if (defined.isEmpty() && answered.isEmpty() && !isAnswered(name)) {
            return Optional.empty();
        }
        Survey survey = defined.orElseGet(() -> Survey.unknown(name));
        Map<String, SurveyQuestion> questions = new LinkedHashMap<>();
        survey.questions().forEach(question -> questions.put(question.name(), question));
        for (RunTimeName answer : answered) {
            SurveyQuestion question = questions.getOrDefault(
                    answer.name(), SurveyQuestion.said(answer.name(), answer.label(), answer.scale(), List.of(), null));
            questions.put(answer.name(), question.in(answer.field().fullName()));
        }
        return Optional.of(with(survey, List.copyOf(questions.values())));
    }

    private static Survey with(Survey survey, List<SurveyQuestion> questions) {
        return new Survey(
                survey.name(),
                survey.label(),
                survey.defined(),
                survey.confidential(),
                questions,
                survey.csat(),
                survey.ces(),
                survey.breakdowns(),
                survey.period());
    }

    /// Names of the surveys whose answers nobody is shown.
    public Set<String> confidential() {
        return database.read(SurveyTable::confidential);
    }

    private boolean isAnswered(String name) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select exists (select from feedback where survey = ?)")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    private List<RunTimeName> questions(@Nullable String survey) {
        return fields.names(FeedbackFields.TYPE).names().stream()
                .filter(name -> name.scope().holder().equals(FeedbackFields.ANSWERS.name()))
                .filter(name -> survey == null || name.scope().name().equals(survey))
                .filter(name -> name.field().sensitivity() != Sensitivity.SECRET)
                .toList();
    }

    /// Says what a survey is, all of it. Where answers count otherwise from now on, or are shown no longer,
    /// they are indexed anew.
    ///
    /// @throws InvalidSurveyException where it breaks a rule
    /// @throws NotYoursException where a survey is or becomes confidential and the viewer is no
    ///     administrator
    public Survey define(Survey survey, Viewer viewer) {
        check(survey);
        Map<String, RunTimeFields.Guess> scaled = new LinkedHashMap<>();
        for (SurveyQuestion question : survey.questions()) {
            if (question.scale() != null) {
                scaled.put(
                        question.name(),
                        new RunTimeFields.Guess(
                                RunTimeField.Kind.NUMBER, Sensitivity.OPEN, question.label(), question.scale()));
            }
        }
        RunTimeScope scope = new RunTimeScope(FeedbackFields.ANSWERS.name(), survey.name());
        database.inTransaction(connection -> {
            Optional<Survey> before = SurveyTable.find(connection, survey.name());
            boolean wasConfidential = before.filter(Survey::confidential).isPresent();
            boolean opens = wasConfidential && !survey.confidential();
            if ((wasConfidential || survey.confidential()) && !viewer.is(Role.ADMIN)) {
                // other breakdowns, periods or thresholds tell more of the same answers
                throw new NotYoursException("Only ADMIN defines a confidential survey, here " + survey.name());
            }
            if (SurveyTable.put(connection, survey, viewer.name())
                    || opens
                    || survey.confidential() != wasConfidential) {
                announce(connection, survey.name());
            }
            return true;
        });
        registry.register(feedback, RunTimeOrigin.NONE, Map.of(scope, scaled));
        for (RunTimeName known : questions(survey.name())) {
            survey.question(known.name())
                    .filter(question -> !question.label().equals(known.label()))
                    .ifPresent(question -> fields.relabel(known, question.label()));
        }
        return find(survey.name()).orElseThrow();
    }

    private void announce(Connection connection, String survey) throws SQLException {
        int after = 0;
        int[] page;
        do {
            page = keys(connection, survey, after);
            if (page.length > 0) {
                Change change = new Change(feedback, page, new int[0], Map.of());
                for (ChangeListener listener : listeners) {
                    listener.changed(connection, change);
                }
                after = page[page.length - 1];
            }
        } while (page.length == PAGE);
    }

    private static int[] keys(Connection connection, String survey, int after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select key from feedback where survey = ? and key > ? order by key limit " + PAGE)) {
            select.setString(1, survey);
            select.setInt(2, after);
            IntStream.Builder keys = IntStream.builder();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getInt(1));
                }
            }
            return keys.build().toArray();
        }
    }

    private void check(Survey survey) {
        if (survey.name().isBlank() || survey.name().length() > 200) {
            throw new InvalidSurveyException("name must have 1 to 200 characters");
        }
        Set<String> names = new HashSet<>();
        Set<QuestionRole> roles = EnumSet.noneOf(QuestionRole.class);
        for (SurveyQuestion question : survey.questions()) {
            QuestionRole role = question.role();
            if (!names.add(question.name())) {
                throw new InvalidSurveyException(
                        "questions must have names of their own, \"%s\" was given twice".formatted(question.name()));
            } else if (role != null && !roles.add(role)) {
                throw new InvalidSurveyException("one question at most must have the role %s, two had it"
                        .formatted(role.name().toLowerCase(Locale.ROOT)));
            }
            Scale wanted = role == null ? null : role.scale();
            if (wanted != null && !wanted.equals(question.scale())) {
                throw new InvalidSurveyException("scale of \"%s\" must be %s for its role, was %s"
                        .formatted(question.name(), wanted, question.scale() == null ? "none" : question.scale()));
            }
        }
        CsatRule csat = survey.csat();
        if (csat.question() != null && !names.contains(csat.question())) {
            throw new InvalidSurveyException(
                    "csat.question must be one of the questions, was \"%s\"".formatted(csat.question()));
        } else if (csat.top() <= csat.scale().lowest()
                || csat.top() > csat.scale().highest()) {
            throw new InvalidSurveyException("csat.top must be above the lowest of %s and not above the highest, was %s"
                    .formatted(csat.scale(), csat.top()));
        }
        if (survey.confidential() && survey.breakdowns().size() > Survey.MOST_BREAKDOWNS) {
            throw new InvalidSurveyException("breakdowns must be at most %d of a confidential survey, were %d"
                    .formatted(Survey.MOST_BREAKDOWNS, survey.breakdowns().size()));
        }
        survey.breakdowns().forEach(this::breakdown);
    }

    /// What a survey may be split by: a facet with one value of its own, or a value born at run time.
    private void breakdown(String name) {
        boolean facet = feedback.fields().named(name).filter(Surveys::splits).isPresent();
        int dot = name.indexOf('.');
        boolean born = dot > 0
                && feedback.fields()
                        .named(name.substring(0, dot))
                        .filter(field -> field.kind() instanceof ValueKind.RunTime)
                        .isPresent();
        if (!facet && !born) {
            throw new InvalidSurveyException(
                    "breakdowns must be facets of feedback with single values, such as channel or attributes.NAME,"
                            + " was \"" + name + "\"");
        }
    }

    private static boolean splits(Field<?> field) {
        return field.has(Use.FACET)
                && field.sensitivity() == Sensitivity.OPEN
                && (field.kind() instanceof ValueKind.Keyword
                        || field.kind() instanceof ValueKind.Choice
                        || field.kind() instanceof ValueKind.Flag);
    }

    /// Somebody may not do this to a survey.
    public static final class NotYoursException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYoursException(String reason) {
            super(reason);
        }
    }
}
