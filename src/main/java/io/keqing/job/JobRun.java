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

    /// The owner with the roles they had when the job was claimed.
    public Viewer owner() {
        return owner;
    }

    /// Tells how far the work is.
    ///
    /// @param total 0 while unknown
    /// @throws JobInterrupted where the work has to stop
    public void step(long done, long total) {
        progress = new Progress(done, total);
        if (stop) {
            throw new JobInterrupted(id);
        }
    }

    Progress progress() {
        return progress;
    }

    void stop() {
        stop = true;
    }
}
