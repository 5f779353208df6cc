package io.keqing.account;

import java.io.Serializable;

/// What the browser's session remembers of a sign-in: who, and with which password. Rights are read anew each time, so
/// that a role taken away is gone at once, and a changed password ends the sessions opened with the old one.
///
/// @param proof a hash of the stored password hash
public record SessionUser(String name, String proof) implements Serializable {
    /// The session attribute it lies under.
    public static final String KEY = SessionUser.class.getName();
}
