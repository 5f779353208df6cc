package io.keqing.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What could be the id of customers in a file without a column of ids: a phone or an e-mail, which changes when the
/// person gets another, or a hash of what the row says of the person, which makes another customer of each change.
public record IdOffers(List<Offer> offers) {
    private static final int MOST_HASHED = 5;
    private static final List<String> LASTING = List.of("name", "phone", "email", "birthday", "company", "address");

    /// @param field `phone`, `email` or `hash`
    public record Offer(String field, Origin origin) {}

    public IdOffers {
        offers = List.copyOf(offers);
    }

    /// @param found by field
    public static IdOffers of(Map<String, Origin> found, List<String> header) {
        List<Offer> offers = new ArrayList<>();
        for (String field : List.of("phone", "email")) {
            Origin origin = found.get(field);
            if (origin instanceof Origin.Column) {
                offers.add(new Offer(field, origin));
            }
        }
        List<String> hashed = LASTING.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .flatMap(origin -> origin.columns().stream())
                .limit(MOST_HASHED)
                .toList();
        List<String> columns = hashed.isEmpty() ? header.subList(0, Math.min(MOST_HASHED, header.size())) : hashed;
        offers.add(new Offer("hash", new Origin.Hashed(columns)));
        return new IdOffers(offers);
    }

    /// For a message: each as the mapping would have it.
    String text() {
        return offers.stream()
                .map(offer -> switch (offer.origin()) {
                    case Origin.Column column -> quoted(column.name()) + " (" + offer.field() + ")";
                    case Origin.Hashed hashed ->
                        "{\"hash\": ["
                                + hashed.columns().stream()
                                        .map(IdOffers::quoted)
                                        .collect(Collectors.joining(", "))
                                + "]}";
                    case Origin.Joined joined -> quoted(String.join(", ", joined.columns()));
                    case Origin.Part part -> quoted(part.column());
                    case Origin.Computed computed -> quoted(String.join(", ", computed.columns()));
                    case Origin.Constant constant -> quoted(constant.value());
                })
                .collect(Collectors.joining(" or ", "; \"id\" could be ", ""));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
