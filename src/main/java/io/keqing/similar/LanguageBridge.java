package io.keqing.similar;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Carries what a text means from the space of one model into that of the other, so that a Chinese question
/// finds an English case: one matrix each way, fitted on pairs of a dictionary by `bench/BridgeFit.java`.
///
/// Both spaces have a direction that all texts share; measured from the middle of its space a text says nine
/// times of ten which of a thousand sentences is its translation, measured from the origin seven times.
final class LanguageBridge {
    private static final String RESOURCE = "/similar/zh-en.bridge";

    /// Below this likeness across languages two texts have nothing to do with each other: of random pairs of
    /// sentences one of thirty lies above it, of translations one of fifty below.
    static final double LEAST = 0.25;

    private final Way toEnglish;
    private final Way toChinese;

    private LanguageBridge(Way toEnglish, Way toChinese) {
        this.toEnglish = toEnglish;
        this.toChinese = toChinese;
    }

    /// One direction.
    ///
    /// @param from the middle of the space it leaves
    /// @param to the middle of the space it enters
    /// @param rows one for each dimension it leaves
    private record Way(float[] from, float[] to, float[][] rows) {
        float[] carry(float[] vector) {
            float[] carried = new float[to.length];
            for (int i = 0; i < vector.length; i++) {
                float part = vector[i] - from[i];
                float[] row = rows[i];
                for (int j = 0; j < carried.length; j++) {
                    carried[j] += part * row[j];
                }
            }
            return carried;
        }
    }

    static LanguageBridge load() {
        try (InputStream in = LanguageBridge.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no " + RESOURCE + " on the class path");
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(in));
            int zh = TextModel.ZH.dimensions();
            int en = TextModel.EN.dimensions();
            float[] middleOfChinese = floats(data, zh);
            float[] middleOfEnglish = floats(data, en);
            Way toEnglish = new Way(middleOfChinese, middleOfEnglish, matrix(data, zh, en));
            Way toChinese = new Way(middleOfEnglish, middleOfChinese, matrix(data, en, zh));
            return new LanguageBridge(toEnglish, toChinese);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " must be readable", e);
        }
    }

    private static float[] floats(DataInputStream data, int count) throws IOException {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = data.readFloat();
        }
        return floats;
    }

    /// Eight bits a number, with one scale for each column.
    private static float[][] matrix(DataInputStream data, int rows, int columns) throws IOException {
        float[] scales = floats(data, columns);
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = data.readByte() * scales[j];
            }
        }
        return matrix;
    }

    private Way from(TextModel model) {
        return switch (model) {
            case ZH -> toEnglish;
            case EN -> toChinese;
        };
    }

    /// Where texts of the other language lie that mean the same, as seen from the middle of their space: the
    /// engine's cosine with whole vectors puts them in nearly the same order.
    float[] carry(TextModel from, float[] vector) {
        return from(from).carry(vector);
    }

    /// How alike two texts of different languages are, −1 to 1: each is carried to the other, and the two
    /// cosines are averaged. One text that lies near everything has less weight then: of 1,000 sentences 3 in
    /// 100 more are found.
    double likeness(TextModel model, float[] question, float[] found) {
        double there = cosine(from(model).carry(question), fromMiddle(model.other(), found));
        double back = cosine(fromMiddle(model, question), from(model.other()).carry(found));
        return (there + back) / 2;
    }

    private float[] fromMiddle(TextModel model, float[] vector) {
        float[] middle = from(model).from();
        float[] moved = new float[vector.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = vector[i] - middle[i];
        }
        return moved;
    }

    static double cosine(float[] a, float[] b) {
        double product = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            ofA += (double) a[i] * a[i];
            ofB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(Math.max(ofA * ofB, Double.MIN_NORMAL));
    }
}
