package io.keqing.privacy;

import java.util.Arrays;
import java.util.Set;

/// On whose behalf something is read. Every read takes one as an argument, never from a thread-local: what somebody
/// may see is then part of the signature, and work done later or elsewhere cannot forget it. Scheduled work
/// passes its
/// owner with the roles the owner has at that moment.
///
/// @param name the user's name, as written into histories and the audit trail
/// @param roles what the user may do; a personal access token may carry fewer than its owner
public record Viewer(String name, Set<Role> roles) {
    public Viewer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A viewer must have a name, was '" + name + "'");
        }
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... any) {
        return Arrays.stream(any).anyMatch(roles::contains);
    }
}
