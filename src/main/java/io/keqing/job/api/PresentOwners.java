package io.keqing.job.api;

import io.keqing.account.User;
import io.keqing.account.Users;
import io.keqing.job.JobOwners;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Owners are users. It lives in a door because `job` and `account` share a floor.
@Singleton
final class PresentOwners implements JobOwners {
    private final Users users;

    PresentOwners(Users users) {
        this.users = users;
    }

    @Override
    public Optional<Viewer> present(String name) {
        return users.find(name).map(User::viewer);
    }
}
