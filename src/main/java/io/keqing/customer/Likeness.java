package io.keqing.customer;

import io.keqing.field.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// On what two customers agree, and how much it says. A phone number or an address is shared by families
/// and firms more often than a name with a birthday by strangers; two birthdays speak against all of it.
final class Likeness {
    private static final List<Field<?>> FIELDS =
            List.of(CustomerFields.PHONE, CustomerFields.EMAIL, CustomerFields.NAME, CustomerFields.BIRTHDAY);
    private static final int[] WEIGHTS = {3, 3, 2, 2};
    private static final int OTHER_BIRTHDAY = -3;

    private final int agree;
    private final int strength;

    private Likeness(int agree, int strength) {
        this.agree = agree;
        this.strength = strength;
    }

    static Likeness of(MatchValues one, MatchValues other, Collection<MatchKind> found) {
        Set<Field<?>> same = new java.util.HashSet<>();
        Set<MatchKind> kinds = EnumSet.noneOf(MatchKind.class);
        kinds.addAll(found);
        kinds.forEach(kind -> same.addAll(kind.fields()));
        if (one.name() != null && Objects.equals(one.name(), other.name())) {
            same.add(CustomerFields.NAME);
        }
        boolean bothBorn = one.birthday() != null && other.birthday() != null;
        if (bothBorn && Objects.equals(one.birthday(), other.birthday())) {
            same.add(CustomerFields.BIRTHDAY);
        }
        int agree = 0;
        int strength = 0;
        for (int i = 0; i < FIELDS.size(); i++) {
            if (same.contains(FIELDS.get(i))) {
                agree |= 1 << i;
                strength += WEIGHTS[i];
            }
        }
        if (bothBorn && !same.contains(CustomerFields.BIRTHDAY)) {
            strength += OTHER_BIRTHDAY;
        }
        return new Likeness(agree, Math.max(1, strength));
    }

    /// As it is stored: a bit for each of phone, e-mail, name, birthday.
    int agree() {
        return agree;
    }

    int strength() {
        return strength;
    }

    /// The fields of a stored [#agree].
    static List<Field<?>> fields(int agree) {
        List<Field<?>> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            if ((agree & 1 << i) != 0) {
                fields.add(FIELDS.get(i));
            }
        }
        return fields;
    }
}
