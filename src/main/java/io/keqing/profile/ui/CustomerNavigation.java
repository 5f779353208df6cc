package io.keqing.profile.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParameters;
import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.search.SearchResult.Hit;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.References;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The way to a record: a customer has a page, and what happened with a customer or was said by one is an entry of that
/// page. What belongs to nobody has a page of its own.
@Singleton
public final class CustomerNavigation implements RecordNavigation {
    static final String ENTRY = "entry";

    @Override
    public String address(Hit hit) {
        if (hit.type().equals(CustomerFields.TYPE)) {
            return customer(hit.id());
        }
        Optional<RecordId> customer = References.of(hit.fields().get("customer"));
        return customer.isPresent()
                ? customer(customer.get()) + "?" + ENTRY + "="
                        + URLEncoder.encode(hit.type() + "/" + hit.id(), StandardCharsets.UTF_8)
                : "record/" + hit.type() + "/" + path(hit.id());
    }

    public static void open(RecordId customer) {
        UI.getCurrent().navigate(customer(customer));
    }

    private static String customer(RecordId id) {
        return "customer/" + path(id);
    }

    private static String path(RecordId id) {
        return id.source() + "/" + PathName.encode(id.id());
    }

    /// The record an address names.
    static Optional<RecordId> id(RouteParameters parameters) {
        try {
            return parameters
                    .get("id")
                    .flatMap(PathName::decode)
                    .map(id -> new RecordId(parameters.get("source").orElse(""), id));
        } catch (IllegalArgumentException e) {
            // such a record cannot be there
            return Optional.empty();
        }
    }

    static Map<String, String> parameters(RecordId id) {
        return Map.of("source", id.source(), "id", PathName.encode(id.id()));
    }
}
