package io.keqing.account;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who may sign in.
///
/// @param language a BCP 47 tag, `zh-CN` or `en`; absent until chosen: then the browser's counts
/// @param colorScheme `light` or `dark`; absent until chosen: then the system's counts
public record User(
        String name,
        Set<Role> roles,
        @Nullable String language,
        @Nullable String colorScheme,
        Instant createdAt) {
    public User {
        roles = Set.copyOf(roles);
    }

    public Viewer viewer() {
        return new Viewer(name, roles);
    }
}
