package io.keqing.privacy;

/// What a user may do; a user may hold several. The names are those of `@RolesAllowed`, of REST and of the
/// database.
public enum Role {
    /// Answers customers: sees personal data, secret data masked.
    SUPPORT,
    /// Looks at many records at once: sees personal data masked.
    ANALYST,
    /// Everything support and analysts may, and reports.
    MANAGER,
    /// Everything.
    ADMIN
}
