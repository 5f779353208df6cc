import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Compares what the portal tells of a survey with what the bench counts in the files itself: by its own
/// readers, from the columns, scales and missing codes of the mappings.
final class FilesCheck {
    private static final double NEAR = 1e-9;
    private static final String SEARCH = "/api/v1/feedback/search?size=0&facets=&f.survey=";

    private FilesCheck() {}

    /// Asks the portal.
    interface Ask {
        JsonNode get(String path) throws Exception;
    }

    private static final class Sum {
        private long n;
        private BigDecimal sum = BigDecimal.ZERO;

        void add(BigDecimal value) {
            n++;
            sum = sum.add(value);
        }

        double mean() {
            return n == 0
                    ? Double.NaN
                    : sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL128).doubleValue();
        }
    }

    /// Whether everything is equal.
    static boolean compare(String survey, List<FilesBench.Step> steps, Path folder, List<Path> all, Ask portal)
            throws Exception {
        Map<String, Sum> questions = new LinkedHashMap<>();
        Map<String, Sum> recommends = new LinkedHashMap<>();
        for (FilesBench.Step step : steps) {
            JsonNode fields = step.mapping().path("fields");
            if (!fields.path("survey").path("value").asText().equals(survey)) {
                continue;
            }
            var glob = FileSystems.getDefault().getPathMatcher("glob:" + step.files());
            for (Path file : all.stream().filter(glob::matches).toList()) {
                count(step.mapping(), FilesTable.of(folder.resolve(file)), questions, recommends);
            }
        }
        System.out.printf(
                "%nsurvey %s: %d questions on a scale%n%-20s %8s %12s %8s %12s%n",
                survey, questions.size(), "question", "n", "mean", "own n", "own mean");
        Map<String, JsonNode> told = new LinkedHashMap<>();
        portal.get("/api/v1/satisfaction/questions?survey=" + survey)
                .path("questions")
                .forEach(question -> told.put(question.path("name").asText(), question));
        int equal = 0;
        for (Map.Entry<String, Sum> question : questions.entrySet()) {
            Sum own = question.getValue();
            JsonNode theirs = told.get(question.getKey());
            long n = theirs == null ? -1 : theirs.path("n").asLong();
            double mean = theirs == null ? Double.NaN : theirs.path("mean").asDouble(Double.NaN);
            boolean alike = n == own.n && Math.abs(mean - own.mean()) < NEAR;
            equal += alike ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %8d %12.6f %8d %12.6f %s%n",
                    question.getKey(),
                    n,
                    mean,
                    own.n,
                    own.mean(),
                    alike ? "equal" : "NOT EQUAL");
        }
        System.out.printf("%d of %d are equal%n", equal, questions.size());
        boolean same = equal == questions.size();
        for (Map.Entry<String, Sum> score : recommends.entrySet()) {
            String address = SEARCH + survey + "&f.nps=" + score.getKey();
            long total = portal.get(address).path("total").asLong(-1);
            long own = score.getValue().n;
            String verdict = total == own ? "equal" : "NOT EQUAL";
            same &= total == own;
            System.out.printf("nps %-6s %6d found, own count %6d %s%n", score.getKey(), total, own, verdict);
        }
        return same;
    }

    private static void count(
            JsonNode mapping, List<List<String>> rows, Map<String, Sum> questions, Map<String, Sum> scores) {
        List<String> header = rows.getFirst();
        mapping.path("answers").properties().forEach(answer -> {
            JsonNode scale = answer.getValue().path("scale");
            if (!scale.isMissingNode()) {
                Set<String> missing = new HashSet<>();
                answer.getValue().path("missing").forEach(code -> missing.add(code.asText()));
                Sum sum =
                        questions.computeIfAbsent(answer.getValue().path("name").asText(), name -> new Sum());
                for (BigDecimal value : numbers(rows, header.indexOf(answer.getKey()), missing)) {
                    if (value.compareTo(scale.path(0).decimalValue()) >= 0
                            && value.compareTo(scale.path(1).decimalValue()) <= 0) {
                        sum.add(value);
                    }
                }
            }
        });
        if (mapping.path("fields").has("nps")) {
            Set<String> missing = new HashSet<>();
            mapping.path("values").path("nps").properties().forEach(code -> missing.add(code.getKey()));
            int column = header.indexOf(mapping.path("fields").path("nps").asText());
            for (BigDecimal value : numbers(rows, column, missing)) {
                String part = value.intValue() >= 9 ? "9..10" : value.intValue() >= 7 ? "7..8" : "0..6";
                scores.computeIfAbsent(part, name -> new Sum()).add(value);
            }
        }
    }

    private static List<BigDecimal> numbers(List<List<String>> rows, int column, Set<String> missing) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            String text = column < row.size() ? row.get(column).strip() : "";
            if (!text.isEmpty() && !missing.contains(text) && text.matches("[+-]?\\d+(\\.\\d+)?")) {
                numbers.add(new BigDecimal(text));
            }
        }
        return numbers;
    }

    /// The CSAT of each file of a survey, with its interval, against the top two boxes counted here; the NPS likewise.
    static boolean compareScores(String survey, List<FilesBench.Step> steps, Path folder, List<Path> all, Ask portal)
            throws Exception {
        boolean same = true;
        for (String measure : List.of("csat", "nps")) {
            Map<String, JsonNode> told = new LinkedHashMap<>();
            portal.get("/api/v1/satisfaction/" + measure + "?by=source&f.survey=" + survey)
                    .path("breakdown")
                    .forEach(group -> told.put(group.path("key").asText(), group));
            for (FilesBench.Step step : steps) {
                JsonNode fields = step.mapping().path("fields");
                if (!fields.path("survey").path("value").asText().equals(survey) || !fields.has(measure)) {
                    continue;
                }
                Set<String> missing = new HashSet<>();
                step.mapping().path("values").path(measure).properties().forEach(code -> missing.add(code.getKey()));
                long n = 0;
                long good = 0;
                long bad = 0;
                var glob = FileSystems.getDefault().getPathMatcher("glob:" + step.files());
                for (Path file : all.stream().filter(glob::matches).toList()) {
                    List<List<String>> rows = FilesTable.of(folder.resolve(file));
                    int column = rows.getFirst().indexOf(fields.path(measure).asText());
                    for (BigDecimal value : numbers(rows, column, missing)) {
                        int number = value.intValue();
                        n++;
                        good += number >= (measure.equals("csat") ? 4 : 9) ? 1 : 0;
                        bad += measure.equals("nps") && number <= 6 ? 1 : 0;
                    }
                }
                String source = step.mapping().path("source").asText();
                JsonNode group = told.getOrDefault(source, portal.get("/api/v1/health"));
                double own = (good - bad) / (double) n;
                boolean alike = group.path("n").asLong() == n
                        && Math.abs(group.path("value").asDouble(Double.NaN) - own) < NEAR;
                same &= alike;
                System.out.printf(
                        Locale.ROOT,
                        "%s %-10s n %6d %7.4f (%.4f to %.4f), own count %6d %7.4f %s%n",
                        measure,
                        source,
                        group.path("n").asLong(),
                        group.path("value").asDouble(),
                        group.path("low").asDouble(),
                        group.path("high").asDouble(),
                        n,
                        own,
                        alike ? "equal" : "NOT EQUAL");
            }
        }
        return same;
    }

    /// What goes along with the overall satisfaction of a survey: weights beside Shapley values, which must agree.
    static boolean compareDrivers(String survey, String outcome, List<String> drivers, Ask portal) throws Exception {
        JsonNode told = portal.get("/api/v1/satisfaction/drivers?f.survey=" + survey + "&outcome=" + outcome
                + "&drivers=" + String.join(",", drivers));
        System.out.printf(
                Locale.ROOT,
                "%ndrivers of %s: n %d, R² %.4f%n",
                outcome,
                told.path("n").asLong(),
                told.path("r2").asDouble());
        double sum = 0;
        boolean same = told.path("drivers").size() == drivers.size();
        for (JsonNode driver : told.path("drivers")) {
            sum += driver.path("weight").asDouble();
            same &= Math.abs(driver.path("weight").asDouble()
                            - driver.path("shapley").asDouble())
                    <= 0.05 * told.path("r2").asDouble();
            System.out.printf(
                    Locale.ROOT,
                    "%-12s weight %.4f (%.4f to %.4f), Shapley %.4f, mean %.2f%n",
                    driver.path("name").asText(),
                    driver.path("weight").asDouble(),
                    driver.path("low").asDouble(),
                    driver.path("high").asDouble(),
                    driver.path("shapley").asDouble(),
                    driver.path("performance").asDouble());
        }
        same &= Math.abs(sum - told.path("r2").asDouble()) < NEAR;
        System.out.println(same ? "weights and Shapley values agree" : "weights and Shapley values DO NOT AGREE");
        return same;
    }
}
