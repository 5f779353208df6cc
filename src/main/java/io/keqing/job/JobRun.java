package io.keqing.job;

import io.keqing.privacy.Viewer;

/// One claim of a job, in the hands of its work. Steps are kept in memory; the heartbeat writes them down.
public final class JobRun {
    private final long id;
    private final int attempt;
    private final String payload;
    private final Viewer owner;
    private volatile Progress progress;
    private volatile boolean stop;
    private volatile boolean cancelled;

    record Progress(long done, long total) {}

    JobRun(long id, int attempt, String payload, Viewer owner, Progress progress) {
        this.id = id;
        this.attempt = attempt;
        this.payload = payload;
        this.owner = owner;
        this.progress = progress;
    }

    public long id() {
        return id;
    }

    /// 1 for the first claim; more where an earlier one died.
    public int attempt() {
        return attempt;
    }

    /// JSON as it was handed in.
    public String payload() {
        return payload;
    }

    /// The owner with the roles they had when the job was claimed; without any where the work is not done as its
    /// owner.
    public Viewer owner() {
        return owner;
    }

    /// Tells how far the work is. A later claim that starts further back does not take back what was told.
    ///
    /// @param total 0 while unknown
    /// @throws JobInterrupted where the work has to stop
    public void step(long done, long total) {
        if (!proceed(done, total)) {
            throw new JobInterrupted(id);
        }
    }

    /// As [#step], for work that ends in good order when it is cancelled.
    ///
    /// @return false where it is cancelled
    /// @throws JobInterrupted where the portal stops or another has taken the job over
    public boolean proceed(long done, long total) {
        progress = new Progress(Math.max(done, progress.done()), total);
        if (stop) {
            throw new JobInterrupted(id);
        }
        return !cancelled;
    }

    boolean isCancelled() {
        return cancelled;
    }

    Progress progress() {
        return progress;
    }

    void stop() {
        stop = true;
    }

    void cancel() {
        cancelled = true;
    }
}
