package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.CustomerKeys;
import io.keqing.search.SearchQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

final class ElasticCustomerKeys implements CustomerKeys {
    private final QueryTranslator translator;
    private final Catalogue catalogue;
    private final KeyReader keys;

    ElasticCustomerKeys(QueryTranslator translator, Catalogue catalogue, KeyReader keys) {
        this.translator = translator;
        this.catalogue = catalogue;
        this.keys = keys;
    }

    @Override
    public RoaringBitmap of(SearchQuery query, Viewer viewer) {
        return read(query, translator.new Together(viewer, List.of()), null);
    }

    @Override
    public RoaringBitmap asOf(SearchQuery query, Instant moment, Viewer viewer) {
        return read(query, translator.new Together(viewer, List.of(), moment), moment);
    }

    @SuppressWarnings("unchecked")
    private RoaringBitmap read(SearchQuery query, QueryTranslator.Together together, @Nullable Instant moment) {
        Translated translated = translator.translate(query.page(0, null).withFacets(List.of()), together, false);
        FieldSet type = catalogue.type(query.type());
        String path = catalogue
                .keyPath(type, catalogue.subject())
                .orElseThrow(() -> new IllegalArgumentException(type + " belong to no " + catalogue.subject()));
        Map<String, Object> selecting =
                (Map<String, Object>) Objects.requireNonNull(translated.body().get("query"));
        return keys.read(query.type(), path, Cohorts.until(catalogue, type, selecting, moment), Integer.MAX_VALUE);
    }
}
