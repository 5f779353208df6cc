package io.keqing.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.alert.Subscriptions;
import io.keqing.alert.Subscriptions.Subscription;
import io.keqing.alert.Warnings;
import io.keqing.privacy.Viewer;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person wants to be told by e-mail.
@Controller("/api/v1/subscriptions")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "alerts")
final class SubscriptionsController {
    private final Subscriptions subscriptions;

    SubscriptionsController(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /// @param search a saved search's id; without, early warnings
    @Serdeable
    record NewSubscription(String address, @Nullable Long search) {}

    /// @param lastTotal what the search found when it was last told
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SubscriptionAnswer(
            long id,
            String address,
            @Nullable Long search,
            @Nullable Long lastTotal,
            @Nullable LocalDate lastDay) {
        static SubscriptionAnswer of(Subscription each) {
            return new SubscriptionAnswer(each.id(), each.address(), each.search(), each.lastTotal(), each.lastDay());
        }
    }

    /// One's own.
    @Get
    List<SubscriptionAnswer> list(@Parameter(hidden = true) Viewer viewer) {
        return subscriptions.of(viewer).stream().map(SubscriptionAnswer::of).toList();
    }

    /// Early warnings when they are made, or once a day what a saved search finds where the number is another one.
    @Post
    @Status(HttpStatus.CREATED)
    SubscriptionAnswer add(@Body NewSubscription body, @Parameter(hidden = true) Viewer viewer) {
        if (body.search() == null && !Warnings.mayKnow(viewer)) {
            throw Problem.forbidden("Early warnings are not for " + viewer.roles());
        }
        try {
            return SubscriptionAnswer.of(subscriptions.add(body.address(), body.search(), viewer));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(long id, @Parameter(hidden = true) Viewer viewer) {
        if (!subscriptions.delete(id, viewer)) {
            throw Problem.notFound("There is no subscription " + id + " of yours");
        }
    }
}
