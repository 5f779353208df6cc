package io.keqing.similar;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.Sensitivity;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.Filter;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchUrl;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Address;
import io.keqing.search.TextIndex.Holders;
import io.keqing.search.TextIndex.Question;
import io.keqing.search.TextIndex.Scored;
import io.keqing.similar.Outcomes.Outcome;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the cases and comments that say the same as a text: by words and by meaning, as one list, the same
/// text once.
@Singleton
public final class PriorIssues {
    public static final int MOST = 100;
    /// Characters of a text that are taken; what follows is not read.
    public static final int LONGEST = 50_000;

    /// Of each way of finding, before they are put together.
    private static final int CANDIDATES = 100;

    /// A code that more records hold is no rare one.
    private static final int RARE = 50;

    private final TextIndex index;
    private final Embedder embedder;
    private final Meanings meanings;
    private final TextVectors vectors;
    private final VectorWorker worker;
    private final Outcomes outcomes;
    private final RecordTypes types;
    private final RecordStore store;
    private final SearchUrl url;
    private final SearchLimit limit;
    private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();

    PriorIssues(
            TextIndex index,
            Embedder embedder,
            Meanings meanings,
            TextVectors vectors,
            VectorWorker worker,
            Outcomes outcomes,
            RecordTypes types,
            RecordStore store,
            SearchUrl url,
            SearchLimit limit) {
        this.index = index;
        this.embedder = embedder;
        this.meanings = meanings;
        this.vectors = vectors;
        this.worker = worker;
        this.outcomes = outcomes;
        this.types = types;
        this.store = store;
        this.url = url;
        this.limit = limit;
    }

    /// @param filters by name of a field of [TextIndex#FILTERS], values as in a search
    /// @param customer whose own issues are told apart, null for nobody's
    /// @param size of each list, 1 to [#MOST]
    /// @param solvedFirst whether solved cases rise, see [Outcome#boost]
    /// @param languages which languages the hits may be in
    public record Asked(
            String text,
            Map<String, List<String>> filters,
            @Nullable RecordId customer,
            int size,
            boolean solvedFirst,
            Languages languages) {
        /// What is asked where somebody only has a text: the best of all records, in both languages.
        public static Asked of(String text, int size) {
            return new Asked(text, Map.of(), null, size, true, Languages.ALL);
        }

        Asked with(String other) {
            return new Asked(other, filters, customer, size, solvedFirst, languages);
        }
    }

    /// @param hits the best first
    /// @param own those of the customer asked for, who has no part in `hits` then
    /// @param byMeaning whether meaning had a say; without it everything is found by words alone
    /// @param cut whether the model read the beginning of the text only
    /// @param read what was asked of the text, as the viewer wrote it but for blanks and numbers of people
    /// @param leftOut what of the text was not asked with
    public record Found(
            List<Issue> hits, List<Issue> own, boolean byMeaning, boolean cut, String read, List<LeftOut> leftOut) {}

    /// @param score 0 … 1, raised by the outcome where that was asked for
    /// @param whole whether it holds the text asked for word for word; such come first
    /// @param exact whether it holds a rare code of the text; such come before all others
    /// @param language of its text, null where nobody knows
    /// @param crossLanguage whether that is another language than the one asked in
    /// @param meaning cosine of the two texts' vectors, across languages what compares with it, null where not
    /// found by     meaning
    /// @param same further records that say exactly the same, whoever's they are
    /// @param cut whether the model read only the beginning of this record's text
    public record Issue(
            Hit hit,
            double score,
            boolean whole,
            boolean exact,
            @Nullable String language,
            boolean crossLanguage,
            @Nullable Integer lexicalRank,
            @Nullable Double lexicalScore,
            @Nullable Integer vectorRank,
            @Nullable Double meaning,
            long same,
            boolean cut,
            Outcome outcome) {}

    /// @throws InvalidQueryException where the text says nothing or a filter breaks a rule
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public Found like(Asked asked, Viewer viewer) {
        return limit.run(viewer, () -> find(asked, null, viewer));
    }

    /// What is like a record, which is not among them.
    ///
    /// @return empty where there is no such record
    /// @throws InvalidQueryException where the record has no text that tells of an issue
    public Optional<Found> like(RecordType type, RecordId id, Asked asked, Viewer viewer) {
        return store.find(type, id).map(document -> {
            String said = ReadText.said(document)
                    .orElseThrow(() -> new InvalidQueryException(
                            "only records that say what is the matter are compared: feedback with a comment and interactions"
                                    + " with a text, of kind "
                                    + ReadText.KINDS.stream().sorted().toList()));
            return limit.run(viewer, () -> find(asked.with(said), address(document), viewer));
        });
    }

    /// What the record says, as the viewer may read it.
    ///
    /// @return empty where there is no such record, or it tells of no issue
    public Optional<String> said(RecordType type, RecordId id, Viewer viewer) {
        return store.find(type, id)
                .flatMap(ReadText::said)
                .map(said -> RecordMasking.seenText(Sensitivity.OPEN, said, viewer));
    }

    private static Address address(Document document) {
        return new Address(document.fields().type(), document.key());
    }

    private Found find(Asked asked, @Nullable Address but, Viewer viewer) {
        if (asked.size() < 1 || asked.size() > MOST) {
            throw new InvalidQueryException("size must be 1 to " + MOST + ", was " + asked.size());
        }
        if (asked.text().length() > LONGEST) {
            throw new InvalidQueryException("text must have at most " + LONGEST + " characters, had "
                    + asked.text().length());
        }
        ReadText text = ReadText.of(asked.text())
                .orElseThrow(() -> new InvalidQueryException("text must have a letter or a digit, had none in "
                        + asked.text().length() + " characters"));
        boolean byMeaning = worker.enabled();
        Embedder.Vector vector = byMeaning ? embedder.embed(text) : null;
        List<Issue> own = List.of();
        if (asked.customer() != null) {
            Map<String, List<String>> theirs = new HashMap<>(asked.filters());
            theirs.put(
                    InteractionFields.CUSTOMER.name(),
                    List.of(Objects.requireNonNull(asked.customer()).toString()));
            own = issues(asked, text, vector, questions(theirs, but, asked.size(), viewer), Set.of(), viewer);
        }
        Set<Address> told = new HashSet<>();
        own.forEach(
                issue -> told.add(new Address(issue.hit().type(), issue.hit().key())));
        List<Issue> hits =
                issues(asked, text, vector, questions(asked.filters(), but, asked.size(), viewer), told, viewer);
        return new Found(hits, own, byMeaning, vector != null && vector.cut(), text.words(), text.leftOut());
    }

    private Question questions(Map<String, List<String>> filters, @Nullable Address but, int size, Viewer viewer) {
        for (String field : filters.keySet()) {
            if (!TextIndex.FILTERS.contains(field)) {
                throw new InvalidQueryException("a filter must be on one of "
                        + TextIndex.FILTERS.stream().sorted().toList() + ", was on \"" + field + "\"");
            }
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        filters.forEach((field, values) -> parameters.put("f." + field, values));
        Map<String, List<Filter>> byType = new LinkedHashMap<>();
        for (String type : ReadText.TYPES) {
            of(types.get(type), parameters).ifPresent(read -> byType.put(type, read));
        }
        if (byType.isEmpty()) {
            // whatever is wrong with it, the engine's room says in words
            byType.put(
                    InteractionFields.TYPE,
                    url.read(InteractionFields.TYPE, parameters).filters());
        }
        return new Question(byType, but, List.of(), Math.max(CANDIDATES, size), viewer);
    }

    /// The filters as they hold for a type: of the choices that are asked for, those it knows.
    ///
    /// @return empty where the type lacks a field, or knows none of the choices
    private Optional<List<Filter>> of(RecordType type, Map<String, List<String>> parameters) {
        Map<String, List<String>> able = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
            String name = each.getKey().substring("f.".length());
            Optional<Field<?>> field = type.fields().named(name);
            if (field.isEmpty() && !name.equals(RecordFields.SOURCE.name())) {
                return Optional.empty();
            }
            List<String> known = each.getValue().stream()
                    .filter(value -> value.isEmpty()
                            || field.isEmpty()
                            || !(field.get().kind() instanceof ValueKind.Choice choice)
                            || choice.meantBy(value).isPresent())
                    .toList();
            if (known.isEmpty()) {
                return Optional.empty();
            }
            able.put(each.getKey(), known);
        }
        return Optional.of(url.read(type.name(), able).filters());
    }

    private List<Issue> issues(
            Asked asked,
            ReadText text,
            Embedder.@Nullable Vector vector,
            Question question,
            Set<Address> told,
            Viewer viewer) {
        CompletableFuture<List<Scored>> words =
                CompletableFuture.supplyAsync(() -> index.worded(text.words(), question), beside);
        Map<Address, Double> exact = exact(text, question);
        List<Scored> lexical = answer(words);
        Set<Address> others = new HashSet<>(exact.keySet());
        lexical.forEach(scored -> others.add(scored.address()));
        Meanings.Near near = meanings.of(text, vector, others, question, asked.languages());
        Set<Address> unread = others.stream().filter(near::isUnread).collect(Collectors.toSet());
        List<Fusion.Fused> fused = Fusion.of(text, lexical, near.list(), new Fusion.Beside(unread, exact)).stream()
                .filter(each -> !told.contains(each.address()))
                .filter(each -> isAskedFor(near.model(each.address()), text, asked))
                .toList();
        List<Fusion.Fused> once = folded(fused, near.hashes());
        List<Fusion.Fused> considered = once.subList(0, Math.min(once.size(), Math.max(CANDIDATES, asked.size())));
        Map<Address, Outcome> ended =
                outcomes.of(considered.stream().map(Fusion.Fused::address).toList());
        List<Fusion.Fused> best = considered.stream()
                .sorted(Fusion.Fused.EXACTNESS
                        .thenComparing(each -> raised(each, ended, asked))
                        .reversed())
                .limit(asked.size())
                .toList();
        return told(best, text, near, ended, asked, viewer);
    }

    /// What no model has read may be in any language.
    private static boolean isAskedFor(@Nullable TextModel model, ReadText text, Asked asked) {
        return asked.languages() == Languages.ALL || model == null || model == text.model();
    }

    /// Who holds rare codes of the text: the more of them, and the rarer, the more it tells.
    private Map<Address, Double> exact(ReadText text, Question question) {
        Map<Address, Double> exact = new HashMap<>();
        for (Holders holders : index.holders(text.codes(), question.sized(RARE))) {
            if (holders.total() <= RARE) {
                holders.records().forEach(record -> exact.merge(record, 1 + 1.0 / holders.total(), Double::sum));
            }
        }
        return exact;
    }

    private static <A> A answer(CompletableFuture<A> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static double raised(Fusion.Fused fused, Map<Address, Outcome> ended, Asked asked) {
        Outcome outcome = ended.getOrDefault(fused.address(), Outcome.NONE);
        return asked.solvedFirst() ? fused.score() * outcome.boost() : fused.score();
    }

    /// The best of those that say exactly the same stands for all of them.
    private static List<Fusion.Fused> folded(List<Fusion.Fused> fused, Map<Address, UUID> hashes) {
        Set<UUID> seen = new HashSet<>();
        return fused.stream()
                .filter(each -> {
                    UUID hash = hashes.get(each.address());
                    return hash == null || seen.add(hash);
                })
                .toList();
    }

    private List<Issue> told(
            List<Fusion.Fused> best,
            ReadText text,
            Meanings.Near near,
            Map<Address, Outcome> ended,
            Asked asked,
            Viewer viewer) {
        Map<Address, UUID> hashes = near.hashes();
        Map<Address, Hit> hits = new HashMap<>();
        index.hits(best.stream().map(Fusion.Fused::address).toList(), text.words(), viewer)
                .forEach(hit -> hits.put(new Address(hit.type(), hit.key()), hit));
        List<UUID> shown = best.stream()
                .map(each -> hashes.get(each.address()))
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, Long> counts = vectors.counts(shown);
        Set<UUID> cut = vectors.cut(shown);
        List<Issue> issues = new ArrayList<>();
        for (Fusion.Fused each : best) {
            Hit hit = hits.get(each.address());
            if (hit == null) {
                continue;
            }
            UUID hash = hashes.get(each.address());
            String language = language(hit, near.model(each.address()));
            boolean crosses = language != null && TextModel.ofLanguage(language) != text.model();
            if (crosses && asked.languages() == Languages.SAME) {
                continue;
            }
            issues.add(new Issue(
                    hit,
                    raised(each, ended, asked),
                    each.whole(),
                    each.exact() > 0,
                    language,
                    crosses,
                    each.lexical() == null ? null : each.lexical().rank(),
                    each.lexical() == null ? null : each.lexical().score(),
                    each.vector() == null ? null : each.vector().rank(),
                    each.vector() == null ? null : each.vector().score(),
                    hash == null ? 0 : counts.getOrDefault(hash, 1L) - 1,
                    hash != null && cut.contains(hash),
                    ended.getOrDefault(each.address(), Outcome.NONE)));
        }
        return issues;
    }

    private static @Nullable String language(Hit hit, @Nullable TextModel model) {
        Object known = hit.fields().get(InteractionFields.LANGUAGE.name());
        return known != null && (model == null || TextModel.ofLanguage(known.toString()) == model)
                ? known.toString()
                : model == null ? null : model.space();
    }
}
