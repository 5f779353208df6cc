package io.keqing.report;

import io.keqing.job.JobRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Of a report that is kept: its run files outlive a crash, and the report itself.
final class StoredRuns implements ReportRuns {
    private final long report;
    private final ReportFolder folder;
    private final ReportTable table;
    private final JobRun job;
    private final Set<Integer> found;
    private final List<RunFile> files = new ArrayList<>();

    StoredRuns(long report, ReportFolder folder, ReportTable table, JobRun job) {
        this.report = report;
        this.folder = folder;
        this.table = table;
        this.job = job;
        this.found = table.found(report);
    }

    @Override
    public RunFile of(int part) throws IOException {
        RunFile file = folder.run(report, part);
        files.add(file);
        return file;
    }

    @Override
    public boolean isFound(int part) {
        return found.contains(part);
    }

    @Override
    public void found(int part) {
        table.found(report, part);
    }

    @Override
    public void step(long done, long total) {
        job.step(done, total);
    }

    @Override
    public void close() throws IOException {
        for (RunFile file : files) {
            file.close();
        }
    }
}
