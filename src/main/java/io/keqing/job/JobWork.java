package io.keqing.job;

/// A kind of long work; each bean of this type is one.
public interface JobWork {
    /// Its name in the table; never changes once jobs of it are stored.
    String kind();

    /// How many jobs of the kind one portal does at once.
    default int atOnce() {
        return 1;
    }

    /// Whether it is done with the rights of its owner, and not at all once the owner is no user any more. Work
    /// that was allowed when it was handed in, and shows its owner nothing, needs no such thing.
    default boolean asOwner() {
        return true;
    }

    /// Does the work, or what is left of it: after a crash it is called again for the same job, so it must keep
    /// its own account of what is committed. It calls [JobRun#step] often, which throws where the work has to
    /// stop. Where the database is gone, it may let that out: the job is taken up again after its silence.
    void run(JobRun run) throws Exception;
}
