package io.keqing.search.elastic;

import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.privacy.ContactForms;
import io.keqing.record.Database;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.Region;
import io.keqing.record.RunTimeFields;
import io.keqing.search.AnswersByPerson;
import io.keqing.search.Completions;
import io.keqing.search.Corrections;
import io.keqing.search.CustomerKeys;
import io.keqing.search.IndexWriter;
import io.keqing.search.Neighbours;
import io.keqing.search.SearchCounts;
import io.keqing.search.Segments;
import io.keqing.search.SharedValues;
import io.keqing.search.Tallies;
import io.keqing.search.TellingTerms;
import io.keqing.search.TextIndex;
import io.keqing.search.WorkedOut;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Both sides of the engine over one wire.
@Factory
final class ElasticBeans {
    @Singleton
    @Bean(preDestroy = "close")
    Engine engine(ElasticsearchAddress address) {
        return new Engine(address);
    }

    @Singleton
    @Bean(preDestroy = "close", typed = IndexWriter.class)
    ElasticIndexWriter indexWriter(Engine engine, RunTimeFields runTimeFields, ContactForms contactForms) {
        return new ElasticIndexWriter(engine, runTimeFields::names, contactForms);
    }

    @Singleton
    Catalogue catalogue(RecordTypes types, RunTimeFields runTimeFields) {
        return new Catalogue(
                types.all().stream().map(RecordType::fields).toList(),
                type -> runTimeFields.lately(type).fields());
    }

    @Singleton
    QueryTranslator translator(
            Catalogue catalogue,
            Engine engine,
            Database database,
            Optional<Segments> segments,
            ContactForms contactForms,
            Region region) {
        return new QueryTranslator(
                catalogue,
                new Dates(region.zone(), region.weekStart()),
                Clock.systemUTC(),
                new Cursor(cursorSecret(database)),
                new KeyReader(new Asking(engine)),
                segments.orElse(Segments.NONE),
                contactForms);
    }

    @Singleton
    ElasticSearchIndex searchIndex(Engine engine, QueryTranslator translator) {
        return new ElasticSearchIndex(engine, translator);
    }

    @Singleton
    WorkedOut workedOut(RunTimeFields runTimeFields) {
        return new ElasticWorkedOut(runTimeFields);
    }

    @Singleton
    Neighbours neighbours(ElasticSearchIndex index) {
        return new ElasticNeighbours(index);
    }

    @Singleton
    SharedValues sharedValues(Engine engine, Catalogue catalogue) {
        return new ElasticSharedValues(new Asking(engine), catalogue);
    }

    @Singleton
    SearchCounts searchCounts(Engine engine, QueryTranslator translator, ElasticSearchIndex index) {
        return new ElasticSearchCounts(engine, translator, index);
    }

    @Singleton
    CustomerKeys customerKeys(Engine engine, QueryTranslator translator, Catalogue catalogue) {
        return new ElasticCustomerKeys(translator, catalogue, new KeyReader(new Asking(engine)));
    }

    @Singleton
    AnswersByPerson answersByPerson(
            Engine engine, QueryTranslator translator, Catalogue catalogue, ElasticSearchIndex index) {
        return new ElasticAnswersByPerson(new Asking(engine), translator, catalogue, index);
    }

    @Singleton
    Tallies tallies(Engine engine, QueryTranslator translator, Catalogue catalogue, ElasticSearchIndex index) {
        return new ElasticTallies(new Asking(engine), translator, catalogue, index);
    }

    @Singleton
    TextIndex textIndex(Engine engine, Catalogue catalogue, ContactForms contactForms, Region region) {
        return new ElasticTextIndex(engine, catalogue, new Dates(region.zone(), region.weekStart()), contactForms);
    }

    @Singleton
    TellingTerms tellingTerms(Engine engine, QueryTranslator translator, Catalogue catalogue) {
        return new ElasticTellingTerms(new Asking(engine), translator, catalogue);
    }

    @Singleton
    Completions completions(Engine engine, Catalogue catalogue) {
        return new ElasticCompletions(engine, catalogue);
    }

    @Singleton
    Corrections corrections(Engine engine, Catalogue catalogue) {
        return new ElasticCorrections(new Asking(engine), catalogue);
    }

    /// Derived from the installation's key, which every portal on the database shares and which
    /// outlives restarts.
    private static byte[] cursorSecret(Database database) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                            "select sha256(inner_pad || 'cursor'::bytea) from installation");
                    var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the table installation must have one row, was empty");
                }
                return row.getBytes(1);
            }
        });
    }
}
