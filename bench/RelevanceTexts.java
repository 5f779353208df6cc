import io.keqing.sample.SampleFile;
import io.keqing.sample.SampleWorld;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/// The texts that the relevance bench searches: public files below a folder where there is one, the portal's
/// own invented sample, and names made up for it.
final class RelevanceTexts {
    private static final int SHOP_STEP = 6;
    private static final int SAMPLE_CUSTOMERS = 3_000;
    private static final int MOST_SAMPLE = 12_000;

    final List<Text> all = new ArrayList<>();

    /// @param set also the source under which it is imported
    /// @param row its number in the data set, from 1
    /// @param labels what the data set says of it: what judgements may rely on
    record Text(String set, int row, String text, Map<String, String> labels) {
        /// Made by us: a code as people look records up by.
        String id() {
            return set.toUpperCase(java.util.Locale.ROOT) + "-" + String.format("%05d", row);
        }

        boolean isName() {
            return set.equals("names");
        }
    }

    RelevanceTexts(Path folder) throws IOException {
        names();
        sample();
        if (folder == null) {
            return;
        }
        csv(folder.resolve("zh_hotel_reviews_chnsenticorp/ChnSentiCorp_htl_all.csv"), "hotel", "review", 1);
        car(folder.resolve("zh_car_feedback_bdci2018/train_2.csv"));
        jddc(folder.resolve("zh_jddc_customer_service/trainQuestions.txt"));
        csv(
                folder.resolve("en_bitext_support_intents/Bitext_Sample_Customer_Service_Training_Dataset.csv"),
                "bitext",
                "utterance",
                1);
        csv(folder.resolve("en_banking77/train.csv"), "bank", "text", 1);
        Path tweets = folder.resolve("en_twitter_airline/Tweets.csv");
        if (Files.exists(tweets)) {
            table(
                    new StringReader(new String(Files.readAllBytes(tweets), Charset.forName("windows-1252"))),
                    "tweet",
                    "text",
                    1);
        }
        Path shop = folder.resolve("zh_online_shopping_10_cats/online_shopping_10_cats.zip");
        if (Files.exists(shop)) {
            try (ZipFile zip = new ZipFile(shop.toFile());
                    InputStream in = zip.getInputStream(zip.entries().nextElement())) {
                table(new InputStreamReader(in, StandardCharsets.UTF_8), "shop", "review", SHOP_STEP);
            }
        }
        for (String part : List.of("train", "dev", "test")) {
            csv(folder.resolve("zh_restaurant_asap_sample/" + part + "_sample.csv"), "food", "reviewbody", 1);
        }
    }

    private void add(String set, int row, String text, Map<String, String> labels) {
        all.add(new Text(set, row, text, labels));
    }

    /// Our own list first, then the sample's people, among whom they have to be found.
    private void names() throws IOException {
        int row = 1;
        for (String name : Files.readAllLines(Path.of("bench/relevance/names.txt"))) {
            add("names", row++, name, Map.of("own", "yes"));
        }
        for (Map<String, String> person : sample(SampleFile.CUSTOMERS)) {
            add("names", row++, person.getOrDefault("name", ""), Map.of("own", "no"));
        }
    }

    private void sample() throws IOException {
        int row = 1;
        for (Map<String, String> happening : sample(SampleFile.INTERACTIONS)) {
            String text = happening.getOrDefault("subject", "") + " " + happening.getOrDefault("body", "");
            if (!text.isBlank() && row <= MOST_SAMPLE) {
                add("sample", row++, text.strip(), happening);
            }
        }
    }

    private static List<Map<String, String>> sample(SampleFile file) throws IOException {
        SampleWorld world = new SampleWorld(5, SAMPLE_CUSTOMERS, LocalDate.of(2026, 1, 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        world.write(file, out);
        return rows(new StringReader(out.toString(StandardCharsets.UTF_8)));
    }

    private void csv(Path file, String set, String column, int step) throws IOException {
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                table(reader, set, column, step);
            }
        }
    }

    private void table(Reader reader, String set, String column, int step) throws IOException {
        int offset = (int) all.stream().filter(known -> known.set.equals(set)).count();
        int row = 0;
        for (Map<String, String> line : rows(reader)) {
            String text = line.getOrDefault(column, "");
            row++;
            if (row % step == 0 && !text.isBlank()) {
                Map<String, String> labels = new LinkedHashMap<>(line);
                labels.remove(column);
                add(set, offset + row, text, labels);
            }
        }
    }

    /// One row per subject there: one text with all its subjects here.
    private void car(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Map<String, Map<String, String>> byId = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            for (Map<String, String> line : rows(reader)) {
                Map<String, String> one = byId.computeIfAbsent(line.get("content_id"), id -> new LinkedHashMap<>(line));
                one.merge("subjects", line.get("subject") + line.get("sentiment_value"), (a, b) -> a + " " + b);
            }
        }
        int row = 1;
        for (Map<String, String> one : byId.values()) {
            add("car", row++, one.getOrDefault("content", ""), Map.of("subjects", one.getOrDefault("subjects", "")));
        }
    }

    private void jddc(Path file) throws IOException {
        if (Files.exists(file)) {
            int row = 1;
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    add("jddc", row++, line, Map.of());
                }
            }
        }
    }

    /// RFC 4180, with line breaks inside quotes.
    static List<Map<String, String>> rows(Reader from) throws IOException {
        BufferedReader reader = new BufferedReader(from);
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = null;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int c;
        while ((c = reader.read()) >= 0) {
            if (quoted) {
                if (c == '"') {
                    reader.mark(1);
                    if (reader.read() == '"') {
                        cell.append('"');
                    } else {
                        reader.reset();
                        quoted = false;
                    }
                } else {
                    cell.append((char) c);
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    if (header == null) {
                        header = cells.stream()
                                .map(name -> name.replace("\uFEFF", ""))
                                .toList();
                    } else {
                        Map<String, String> row = new LinkedHashMap<>();
                        for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
                            row.put(header.get(i), cells.get(i));
                        }
                        rows.add(row);
                    }
                    cells = new ArrayList<>();
                }
            } else {
                cell.append((char) c);
            }
        }
        return rows;
    }
}
