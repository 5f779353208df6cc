package io.keqing.search.elastic;

import io.keqing.customer.CustomerFields;
import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordType;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeNames;
import io.keqing.record.RunTimeScope;
import io.keqing.search.IndexWriter.Refused;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// This room over the real engine, without a database behind it.
final class OnElasticsearch {
    static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    static final Viewer SUPPORT = new Viewer("sun", Set.of(Role.SUPPORT));
    static final Viewer ANALYST = new Viewer("an", Set.of(Role.ANALYST));
    static final ContactForms CONTACT_FORMS = new ContactForms("CN");
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final RecordType CUSTOMERS = type(CustomerFields.ALL);
    static final RecordType INTERACTIONS = type(InteractionFields.ALL);
    static final RecordType FEEDBACK = type(FeedbackFields.ALL);
    static final List<RecordType> TYPES = List.of(CUSTOMERS, INTERACTIONS, FEEDBACK);
    static final List<RunTimeField> RUN_TIME = List.of(
            born(1, "颜色", RunTimeField.Kind.TEXT, Sensitivity.OPEN),
            born(2, "size", RunTimeField.Kind.NUMBER, Sensitivity.OPEN),
            born(3, "bought", RunTimeField.Kind.DAY, Sensitivity.OPEN),
            born(4, "mobile", RunTimeField.Kind.TEXT, Sensitivity.SECRET));

    static final Engine ENGINE = new Engine(address());

    final ElasticIndexWriter writer = new ElasticIndexWriter(ENGINE, type -> names(runTime(type)), CONTACT_FORMS);
    final ElasticSearchIndex index;

    /// Segments by id, everybody's.
    final Map<String, RoaringBitmap> segments = new HashMap<>();

    OnElasticsearch() {
        List<FieldSet> types = TYPES.stream().map(RecordType::fields).toList();
        index = new ElasticSearchIndex(
                ENGINE,
                new QueryTranslator(
                        new Catalogue(types, OnElasticsearch::runTime),
                        new Dates(ZONE, DayOfWeek.MONDAY),
                        Clock.systemUTC(),
                        new Cursor(new byte[32]),
                        new KeyReader(new Asking(ENGINE)),
                        (id, viewer) -> Optional.ofNullable(segments.get(id)),
                        CONTACT_FORMS));
        for (RecordType type : TYPES) {
            writer.abandonRebuild(type);
            Indices indices = new Indices(ENGINE);
            indices.createNext(type.name());
            indices.swap(type.name());
        }
        writer.prepare(TYPES);
    }

    /// One that runs already (`-Dkeqing.test.elasticsearch=http://localhost:9200
    /// -Dkeqing.test.authorization=…`), else
    /// the one that all tests share.
    private static ElasticsearchAddress address() {
        String running = System.getProperty("keqing.test.elasticsearch");
        return running == null
                ? ApplicationContext.run().getBean(ElasticsearchAddress.class)
                : new ElasticsearchAddress(
                        List.of(URI.create(running)),
                        Optional.ofNullable(System.getProperty("keqing.test.authorization")),
                        Optional.empty());
    }

    private static RecordType type(FieldSet fields) {
        return new RecordType(
                fields, fields.type(), fields.type(), "", Map.of(), List.of(), "0", Map.of(), RecordType.Known.BY_ROW);
    }

    private static RunTimeField born(int id, String name, RunTimeField.Kind kind, Sensitivity sensitivity) {
        return new RunTimeField(
                id, "interactions", "attributes", name, new Label(name, name), "f" + id, kind, sensitivity, true, null);
    }

    private static RunTimeNames names(List<RunTimeField> fields) {
        return new RunTimeNames(
                fields,
                fields.stream()
                        .map(field -> new RunTimeName(
                                new RunTimeScope(field.holder(), ""), field.name(), field.label(), null, field))
                        .toList());
    }

    private static List<RunTimeField> runTime(String type) {
        return RUN_TIME.stream().filter(field -> field.type().equals(type)).toList();
    }

    List<Refused> put(RecordType type, long version, Document... documents) {
        List<Refused> refused = writer.put(type, version, List.of(documents), List.of());
        writer.refresh(type);
        return refused;
    }

    SearchResult find(String type, String words, Viewer viewer) {
        return index.search(SearchQuery.all(type).withWords(words).withFacets(List.of()), viewer);
    }

    List<Integer> keys(String type, String words) {
        return find(type, words, SUPPORT).hits().stream()
                .map(SearchResult.Hit::key)
                .toList();
    }
}
