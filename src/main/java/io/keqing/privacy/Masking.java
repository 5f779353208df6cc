package io.keqing.privacy;

import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.field.ValueKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one place that decides what a viewer sees and searches: the table of roles, read by screens,
/// facets, highlights, suggestions, exports and the API alike.
public final class Masking {
    private static final Set<Role> SEE_PERSONAL = Set.of(Role.SUPPORT, Role.MANAGER, Role.ADMIN);
    private static final Set<Role> LOOK_UP_SECRET = Set.of(Role.SUPPORT, Role.ADMIN);

    private Masking() {}

    /// Whether the viewer sees the value as it is.
    public static boolean shows(Field<?> field, Viewer viewer) {
        return shows(field.sensitivity(), viewer);
    }

    public static boolean shows(Sensitivity sensitivity, Viewer viewer) {
        return switch (sensitivity) {
            case OPEN -> true;
            case PERSONAL -> hasAny(viewer, SEE_PERSONAL);
            case SECRET -> viewer.roles().contains(Role.ADMIN);
        };
    }

    /// Whether the field takes part in the viewer's full text, filters, facets, sort, highlights and suggestions.
    public static boolean searches(Field<?> field, Viewer viewer) {
        return searches(field.sensitivity(), viewer);
    }

    public static boolean searches(Sensitivity sensitivity, Viewer viewer) {
        return switch (sensitivity) {
            case OPEN -> true;
            case PERSONAL -> hasAny(viewer, SEE_PERSONAL);
            case SECRET -> false;
        };
    }

    /// Whether the viewer may find records by the whole value of a secret field.
    public static boolean looksUp(Field<?> field, Viewer viewer) {
        return looksUp(field.sensitivity(), viewer);
    }

    public static boolean looksUp(Sensitivity sensitivity, Viewer viewer) {
        return sensitivity == Sensitivity.SECRET && hasAny(viewer, LOOK_UP_SECRET);
    }

    /// Whether the viewer reads running text as it was written; everybody else reads it through [TextMask].
    public static boolean readsRawText(Viewer viewer) {
        return viewer.roles().contains(Role.ADMIN);
    }

    /// What the viewer sees of `value`: the value, or a masked text in its place. Running text is masked by what it
    /// contains, whatever the sensitivity of its field.
    public static @Nullable Object seen(Field<?> field, @Nullable Object value, Viewer viewer) {
        Object raw = value instanceof Personal<?> personal ? personal.raw() : value;
        if (raw == null) {
            return null;
        }
        if (!shows(field, viewer)) {
            return masked(field, raw);
        }
        if (field.kind() instanceof ValueKind.Text
                && field.sensitivity() == Sensitivity.OPEN
                && !readsRawText(viewer)) {
            return TextMask.mask((String) raw).text();
        }
        return raw;
    }

    private static String masked(Field<?> field, Object raw) {
        if (field.sensitivity() == Sensitivity.SECRET && raw instanceof String text) {
            return TextMask.maskValue(text);
        }
        return "•••";
    }

    private static boolean hasAny(Viewer viewer, Set<Role> roles) {
        return viewer.roles().stream().anyMatch(roles::contains);
    }
}
