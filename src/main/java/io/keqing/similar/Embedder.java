package io.keqing.similar;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.keqing.embedded.Home;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Makes vectors of texts, one text at a time on the caller's thread: in a batch the 8-bit models would measure each
/// text by the others' range, and the same text would mean something else each time. The models are read when they
/// are first needed, some 60 MB of memory each.
@Singleton
final class Embedder implements AutoCloseable {
    private static final String NATIVE = "native";

    private final Path libraries;
    private final Map<TextModel, Reader> readers = new EnumMap<>(TextModel.class);

    Embedder(Home home) {
        this.libraries = home.folder(NATIVE);
    }

    /// @param values of length 1, of the model's dimensions
    /// @param cut whether the text has more tokens than the model reads
    record Vector(float[] values, boolean cut) {}

    /// @param text not empty
    Vector embed(TextModel model, String text) {
        return reader(model).read(text);
    }

    Vector embed(ReadText text) {
        return embed(text.model(), text.text());
    }

    private synchronized Reader reader(TextModel model) {
        return readers.computeIfAbsent(model, this::open);
    }

    private Reader open(TextModel model) {
        try {
            unpackLibraries();
            HuggingFaceTokenizer tokenizer;
            try (InputStream in = resource(model.file() + "-tokenizer.json")) {
                tokenizer = HuggingFaceTokenizer.newInstance(
                        in,
                        Map.of(
                                "padding",
                                "false",
                                "truncation",
                                "true",
                                "maxLength",
                                Integer.toString(TextModel.MOST_TOKENS + 2)));
            }
            byte[] bytes;
            try (InputStream in = resource(model.file() + ".onnx")) {
                bytes = in.readAllBytes();
            }
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                return new Reader(environment, environment.createSession(bytes, options), tokenizer, model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + model.file() + " must be readable", e);
        } catch (OrtException e) {
            throw new IllegalStateException("the model " + model.file() + " does not load", e);
        }
    }

    /// Both libraries would unpack theirs into folders of the user or of the machine, and leave them there.
    private void unpackLibraries() throws IOException {
        System.setProperty("ENGINE_CACHE_DIR", libraries.toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (System.getProperty("onnxruntime.native.path") != null) {
            return;
        }
        Path folder = Files.createDirectories(libraries.resolve("onnxruntime"));
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String file = System.mapLibraryName(name);
            String resource = "ai/onnxruntime/native/" + machine() + "/" + file;
            Path target = folder.resolve(file);
            Path coming = folder.resolve(file + "." + ProcessHandle.current().pid());
            try (InputStream in = resource(resource)) {
                Files.copy(in, coming, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(coming, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        System.setProperty("onnxruntime.native.path", folder.toString());
    }

    private static String machine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = Set.of("aarch64", "arm64").contains(processor);
        return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux")
                + (arm ? "-aarch64" : "-x64");
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Embedder.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException("no " + name + " on the class path");
        }
        return in;
    }

    @PreDestroy
    @Override
    public synchronized void close() {
        readers.values().forEach(Reader::close);
        readers.clear();
    }

    private record Reader(
            OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer, TextModel model) {
        Vector read(String text) {
            Encoding tokens = tokenizer.encode(text);
            long[] ids = tokens.getIds();
            long[] shape = {1, ids.length};
            try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                    OnnxTensor mask =
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens.getAttentionMask()), shape);
                    OnnxTensor types =
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens.getTypeIds()), shape);
                    OrtSession.Result result =
                            session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
                FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] first = new float[model.dimensions()];
                states.get(first);
                return new Vector(ofLengthOne(first), tokens.exceedMaxLength());
            } catch (OrtException e) {
                throw new IllegalStateException("the model " + model.file() + " failed", e);
            }
        }

        private static float[] ofLengthOne(float[] values) {
            double squares = 0;
            for (float value : values) {
                squares += (double) value * value;
            }
            double length = Math.sqrt(squares);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] / length);
            }
            return values;
        }

        void close() {
            tokenizer.close();
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("the model " + model.file() + " does not close", e);
            }
        }
    }
}
