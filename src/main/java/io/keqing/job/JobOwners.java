package io.keqing.job;

import io.keqing.privacy.Viewer;
import java.util.Optional;

/// Who owns work, with the roles they have now: a right taken away is taken from waiting work too.
public interface JobOwners {
    /// Empty for somebody who is no user any more.
    Optional<Viewer> present(String name);
}
