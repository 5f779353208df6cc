package io.keqing.profile.ui;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fields of a customer in the groups people look for them. A field that a later catalogue adds falls into
/// the last group until somebody gives it a place.
final class CustomerGroups {
    static final String IDS = "profile.group.ids";

    private static final Map<String, List<Field<?>>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put(
                "profile.group.contact",
                List.of(
                        CustomerFields.PHONE,
                        CustomerFields.EMAIL,
                        CustomerFields.ADDRESS,
                        CustomerFields.CITY,
                        CustomerFields.PROVINCE,
                        CustomerFields.COUNTRY,
                        CustomerFields.LANGUAGE,
                        CustomerFields.CONSENT));
        GROUPS.put(
                "profile.group.person",
                List.of(
                        CustomerFields.CUSTOMER_TYPE,
                        CustomerFields.GENDER,
                        CustomerFields.BIRTHDAY,
                        CustomerFields.OCCUPATION,
                        CustomerFields.COMPANY,
                        CustomerFields.INDUSTRY));
        GROUPS.put(
                "profile.group.relation",
                List.of(
                        CustomerFields.RELATION,
                        CustomerFields.TIER,
                        CustomerFields.POINTS,
                        CustomerFields.OWNER,
                        CustomerFields.ACQUIRED,
                        CustomerFields.JOINED,
                        CustomerFields.ENDED,
                        CustomerFields.TAGS,
                        CustomerFields.PREFERENCES));
        List<Field<?>> others = new ArrayList<>(CustomerFields.ALL.fields());
        others.remove(CustomerFields.NAME);
        // the head of the page tells what is derived, with its reason
        others.removeIf(Field::derived);
        GROUPS.values().forEach(others::removeAll);
        GROUPS.put("profile.group.others", List.copyOf(others));
        GROUPS.put(IDS, List.of());
    }

    private CustomerGroups() {}

    /// By the key of their heading.
    static Map<String, List<Field<?>>> all() {
        return GROUPS;
    }
}
