package io.keqing.profile.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParameters;
import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchUrl;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.References;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The way to a record: a customer has a page, and what happened with a customer or was said by one is an entry
/// of that page. What belongs to nobody has a page of its own.
@Singleton
public final class CustomerNavigation implements RecordNavigation {
    static final String ENTRY = "entry";
    static final String LIST = "in";

    /// A question longer than this does not travel along: addresses have their limits.
    private static final int LONGEST = 2_000;

    private final SearchUrl url;

    CustomerNavigation(SearchUrl url) {
        this.url = url;
    }

    @Override
    public String address(Hit hit) {
        if (hit.type().equals(CustomerFields.TYPE)) {
            return customer(hit.id());
        }
        Optional<RecordId> customer = References.of(hit.fields().get("customer"));
        return customer.isPresent()
                ? customer(customer.get()) + "?" + ENTRY + "=" + encoded(hit.type() + "/" + hit.id())
                : "record/" + hit.type() + "/" + path(hit.id());
    }

    /// The list's own address goes along, so that the page can ask what stands beside the record there.
    @Override
    public RecordNavigation within(Supplier<SearchQuery> list) {
        return new RecordNavigation() {
            @Override
            public String address(Hit hit) {
                String address = CustomerNavigation.this.address(hit);
                String from = listAddress(list.get());
                return from.isEmpty()
                        ? address
                        : address + (address.indexOf('?') < 0 ? "?" : "&") + LIST + "=" + encoded(from);
            }

            @Override
            public String address(String type, RecordId id) {
                return CustomerNavigation.this.address(type, id);
            }
        };
    }

    private String listAddress(SearchQuery list) {
        try {
            String address = url.address(list.page(SearchQuery.all(list.type()).size(), null));
            return address.length() > LONGEST ? "" : address;
        } catch (InvalidQueryException e) {
            // such a question has no address; the record is opened by itself
            return "";
        }
    }

    public static void open(RecordId customer) {
        UI.getCurrent().navigate(customer(customer));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String customer(RecordId id) {
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
