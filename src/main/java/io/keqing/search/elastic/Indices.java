package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.privacy.ContactForms;
import io.keqing.search.IndexUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The indices and their aliases. Every type is read and written through the alias `keqing-TYPE`; while a
/// rebuild runs,
/// the coming index stands behind `keqing-TYPE-next`, which every portal on the cluster sees.
final class Indices {
    private static final Logger LOG = LoggerFactory.getLogger(Indices.class);
    private static final int OLDEST_MAJOR = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

    private final Engine engine;

    Indices(Engine engine) {
        this.engine = engine;
    }

    static String serving(String type) {
        return "keqing-" + type;
    }

    static String next(String type) {
        return serving(type) + "-next";
    }

    /// @throws IllegalStateException where the cluster is too old or lacks a plugin: waiting would not help
    void check() {
        JsonNode root = Json.tree(expectOk(engine.call("GET", "/")).body());
        String version = root.path("version").path("number").asText("unknown");
        String major = version.contains(".") ? version.substring(0, version.indexOf('.')) : version;
        if (!major.matches("\\d+") || Integer.parseInt(major) < OLDEST_MAJOR) {
            throw new IllegalStateException("Elasticsearch must be " + OLDEST_MAJOR + " or newer, was " + version);
        }
        Engine.Answer analysis = engine.call(
                "POST", "/_analyze", Json.bytes(Json.of("tokenizer", "smartcn_tokenizer", "text", "客户关系")), PATIENCE);
        if (analysis.status() == 400) {
            throw new IllegalStateException("Elasticsearch lacks the plugin analysis-smartcn: on every node run "
                    + "`bin/elasticsearch-plugin install analysis-smartcn` and restart it");
        }
        expectOk(analysis);
    }

    /// @return false where the index was made by another version of its mapping
    boolean createMissing(String type) {
        if (engine.call("HEAD", "/_alias/" + serving(type)).status() == 200) {
            JsonNode indexed = mappingOf(serving(type));
            boolean current = indexed.path("_meta").path("definition").asText().equals(fingerprint(definition(type)));
            if (!current) {
                addFields(type, indexed);
            }
            return current;
        }
        // a fixed first name: two portals that start at once make one index, not two behind one alias
        create(type, definition(type), serving(type) + "-first", serving(type));
        return true;
    }

    /// Makes an index anew that is missing or was made by another version of its mapping; what was in it has to
    /// come again.
    ///
    /// @return whether it is new
    boolean createCurrent(String type) {
        boolean there = engine.call("HEAD", "/_alias/" + serving(type)).status() == 200;
        String wanted = fingerprint(definition(type));
        if (there
                && mappingOf(serving(type))
                        .path("_meta")
                        .path("definition")
                        .asText()
                        .equals(wanted)) {
            return false;
        }
        for (String old : behind(serving(type))) {
            expectOk(engine.call("DELETE", "/" + old));
        }
        create(type, definition(type), serving(type) + "-first", serving(type));
        return true;
    }

    /// Until a rebuild is done an older index takes new documents too: it is strict, so it gets the
    /// fields it lacks. What needs an analyzer that it doesn't know waits for the rebuild, as does any
    /// document with it.
    private void addFields(String type, JsonNode indexed) {
        ObjectNode lacking = Json.MAPPER.createObjectNode();
        definition(type).at("/mappings/properties").properties().forEach(property -> {
            if (!indexed.path("properties").has(property.getKey())) {
                lacking.set(property.getKey(), property.getValue());
            }
        });
        if (!lacking.isEmpty()) {
            ObjectNode mapping = Json.MAPPER.createObjectNode();
            mapping.set("properties", lacking);
            Engine.Answer answer = engine.call("PUT", "/" + serving(type) + "/_mapping", bytes(mapping), PATIENCE);
            if (!answer.ok()) {
                LOG.warn(
                        "The index of {} can't take {} before it is rebuilt: {}",
                        type,
                        lacking.size() + " new fields",
                        Json.errorType(answer.body()));
            }
        }
    }

    private JsonNode mappingOf(String alias) {
        JsonNode answer = Json.tree(
                expectOk(engine.call("GET", "/" + alias + "/_mapping")).body());
        return answer.isEmpty() ? answer : answer.iterator().next().path("mappings");
    }

    /// A new, empty index behind the alias `…-next`. One left over from a rebuild that died is removed.
    void createNext(String type) {
        removeNext(type);
        ObjectNode definition = definition(type);
        // nobody searches it yet: no small segments for nobody's sake
        ((ObjectNode) definition.at("/settings/index")).put("refresh_interval", "-1");
        create(type, definition, serving(type) + "-" + STAMP.format(Instant.now()), next(type));
    }

    private void create(String type, ObjectNode definition, String index, String alias) {
        ((ObjectNode) definition.get("mappings")).putObject("_meta").put("definition", fingerprint(definition(type)));
        definition.putObject("aliases").putObject(alias);
        Engine.Answer answer = engine.call("PUT", "/" + index, bytes(definition), PATIENCE);
        boolean there =
                answer.status() == 400 && Json.errorType(answer.body()).equals("resource_already_exists_exception");
        if (!there) {
            expectOk(answer);
        }
    }

    /// The new index serves and the old one is gone, in one step.
    void swap(String type) {
        String coming = only(next(type));
        String interval =
                definition(type).at("/settings/index/refresh_interval").asText();
        Map<String, Object> settings = Json.of("index", Json.of("refresh_interval", interval));
        expectOk(engine.call("PUT", "/" + coming + "/_settings", Json.bytes(settings), PATIENCE));
        expectOk(engine.call("POST", "/" + coming + "/_refresh"));
        List<Map<String, Object>> actions = new ArrayList<>();
        actions.add(Json.of("add", Json.of("index", coming, "alias", serving(type))));
        actions.add(Json.of("remove", Json.of("index", coming, "alias", next(type))));
        for (String old : behind(serving(type))) {
            actions.add(Json.of("remove_index", Json.of("index", old)));
        }
        expectOk(engine.call("POST", "/_aliases", Json.bytes(Json.of("actions", actions)), PATIENCE));
    }

    void removeNext(String type) {
        for (String index : behind(next(type))) {
            expectOk(engine.call("DELETE", "/" + index));
        }
    }

    boolean hasNext(String type) {
        return engine.call("HEAD", "/_alias/" + next(type)).status() == 200;
    }

    private String only(String alias) {
        List<String> indices = behind(alias);
        if (indices.size() != 1) {
            throw new IllegalStateException("exactly one index must stand behind " + alias + ", were " + indices);
        }
        return indices.getFirst();
    }

    private List<String> behind(String alias) {
        Engine.Answer answer = engine.call("GET", "/_alias/" + alias);
        List<String> names = new ArrayList<>();
        if (answer.status() != 404) {
            Iterator<String> indices = Json.tree(expectOk(answer).body()).fieldNames();
            indices.forEachRemaining(names::add);
        }
        return names;
    }

    /// @throws IndexUnavailableException for any other status: what the index needs is asked again later
    static Engine.Answer expectOk(Engine.Answer answer) {
        if (!answer.ok()) {
            throw new IndexUnavailableException(
                    "Elasticsearch answered " + answer.status() + " " + Json.errorType(answer.body()), null);
        }
        return answer;
    }

    /// Settings and mapping of a type, with the tables of letters and from Traditional to Simplified Chinese
    /// written in:
    /// a cluster of several nodes then needs no file on any of them.
    static ObjectNode definition(String type) {
        ObjectNode definition = Json.MAPPER.createObjectNode();
        ObjectNode settings = (ObjectNode) resource("settings.json");
        addRules(settings, "letters", Letters.rules());
        addRules(settings, "simplified", Letters.rules());
        addRules(settings, "simplified", Folding.lines());
        addRules(settings, "borders", Letters.borders());
        definition.set("settings", settings);
        definition.set("mappings", resource(type + ".json"));
        return definition;
    }

    private static void addRules(ObjectNode settings, String filter, List<String> rules) {
        ArrayNode mappings = (ArrayNode) settings.at("/analysis/char_filter/" + filter + "/mappings");
        rules.forEach(mappings::add);
    }

    private static JsonNode resource(String name) {
        try (InputStream in = Folding.open(name)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("index-mappings/" + name + " must be JSON", e);
        }
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Of everything that decides what an index holds of a record: readings and order of names and forms of
    /// numbers are written by the portal.
    private static String fingerprint(JsonNode definition) {
        return Integer.toHexString(
                Objects.hash(definition.toString(), Pinyin.tables(), NameOrder.version(), ContactForms.version()));
    }
}
