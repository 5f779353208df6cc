package io.keqing.job;

/// The work has to stop before its next step: cancelled, taken over by another portal, or the portal is stopping.
public final class JobInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobInterrupted(long job) {
        super("job " + job + " has to stop");
    }
}
