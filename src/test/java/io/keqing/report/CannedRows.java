package io.keqing.report;

import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds the same records whatever is asked.
final class CannedRows implements RecordRows {
    private static final int PAGE = 1_000;

    private final List<Hit> hits;
    boolean fails;

    @Nullable
    CountDownLatch reached;

    @Nullable
    CountDownLatch gate;

    CannedRows(List<Hit> hits) {
        this.hits = hits;
    }

    @Override
    public Moment moment(String type) {
        return new Moment(Instant.now(), true);
    }

    @Override
    public void find(SearchQuery query, Viewer viewer, RunFile into) throws IOException {
        if (reached != null && gate != null) {
            reached.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the test ended", e);
            }
        }
        into.add(IntStream.range(0, hits.size()).toArray());
        if (fails) {
            throw new IndexUnavailableException("the engine does not answer", new ConnectException("refused"));
        }
    }

    @Override
    public void read(String type, RunFile run, Moment moment, Viewer viewer, Set<String> fields, Pages pages)
            throws IOException {
        for (long from = 0; from < run.size(); from += PAGE) {
            int[] keys = run.keys(from, PAGE);
            pages.take(from, keys, Arrays.stream(keys).mapToObj(hits::get).toList());
        }
    }
}
