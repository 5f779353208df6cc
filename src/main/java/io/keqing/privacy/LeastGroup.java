package io.keqing.privacy;

/// From how many on a figure of a group is told. Below that it would be the figure of single people, or
/// judge a member of staff by a few cases. How many there are is told all the same, and single records
/// are for whoever may see them.
///
/// Whatever divides a figure asks here: [#STAFF] where it is divided by those who did the work, else
/// [#PEOPLE].
public final class LeastGroup {
    /// People in a group.
    public static final int PEOPLE = 5;

    /// Cases that a member of staff worked on, or people who said something about their work.
    public static final int STAFF = 10;

    private LeastGroup() {}

    /// @param byStaff whether the figure is divided by members of staff
    /// @param key the value of the group; empty for what has none, which is nobody's work
    /// @param cases in the group
    /// @param people in the group; who is not known counts as one person a case
    public static boolean isTooSmall(boolean byStaff, String key, long cases, long people) {
        return byStaff && !key.isEmpty() ? cases < STAFF : people < PEOPLE;
    }
}
