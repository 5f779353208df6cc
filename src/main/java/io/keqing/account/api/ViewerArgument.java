package io.keqing.account.api;

import io.keqing.privacy.Viewer;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Lets a controller's method declare a `Viewer viewer`: the caller. `@Nullable Viewer` where no sign-in is needed.
@Singleton
final class ViewerArgument implements TypedRequestArgumentBinder<Viewer> {
    @Override
    public Argument<Viewer> argumentType() {
        return Argument.of(Viewer.class);
    }

    @Override
    public BindingResult<Viewer> bind(ArgumentConversionContext<Viewer> context, HttpRequest<?> request) {
        Optional<Viewer> viewer = request.getUserPrincipal(Authentication.class).map(Callers::viewer);
        return () -> viewer;
    }
}
