package io.keqing.account;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import jakarta.servlet.http.HttpServletRequest;

/// Signs the caller's session in, as the login view does.
@Controller("/api/v1/test-session")
@Secured("isAnonymous()")
@Requires(property = "test.session")
final class SessionController {
    private final SignIn signIn;

    SessionController(SignIn signIn) {
        this.signIn = signIn;
    }

    @Get
    String start(HttpServletRequest request) {
        if (signIn.withPassword("admin", "first password") instanceof SignIn.Outcome.Accepted accepted) {
            request.getSession(true).setAttribute(SessionUser.KEY, accepted.session());
        }
        return "started";
    }
}
