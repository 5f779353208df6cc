package io.keqing.privacy;

import java.security.Principal;
import java.util.Arrays;
import java.util.Set;

/// On whose behalf something is read. Every read takes one as an argument, never from a thread-local: what somebody
/// may see is then part of the signature, and work done later or elsewhere cannot forget it. Scheduled work passes
/// its owner with the roles the owner has at that moment.
///
/// It is a `Principal` because that keeps it out of the described parameters of REST calls.
///
/// @param name the user's name, as written into histories and the audit trail
/// @param roles what the user may do; a personal access token may carry fewer than its owner
public record Viewer(String name, Set<Role> roles) implements Principal {
    public Viewer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A viewer must have a name, was '" + name + "'");
        }
        roles = Set.copyOf(roles);
    }

    @Override
    public String getName() {
        return name;
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... any) {
        return Arrays.stream(any).anyMatch(roles::contains);
    }
}
