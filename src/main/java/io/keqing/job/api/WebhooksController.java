package io.keqing.job.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.job.Webhooks;
import io.keqing.job.Webhooks.Made;
import io.keqing.job.Webhooks.Webhook;
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
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Addresses that are told what has happened, such as early warnings.
@Controller("/api/v1/webhooks")
@Secured("ADMIN")
@Tag(name = "alerts")
final class WebhooksController {
    private final Webhooks webhooks;

    WebhooksController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Serdeable
    record NewWebhook(String url) {}

    /// @param secret signs what is sent; shown once, when the webhook is made
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WebhookAnswer(
            long id,
            String url,
            String by,
            Instant createdAt,
            String lastResult,
            @Nullable Instant lastAt,
            @Nullable String secret) {
        static WebhookAnswer of(Webhook webhook, @Nullable String secret) {
            return new WebhookAnswer(
                    webhook.id(),
                    webhook.url(),
                    webhook.by(),
                    webhook.createdAt(),
                    webhook.lastResult(),
                    webhook.lastAt(),
                    secret);
        }
    }

    /// All addresses, and how the last try to reach each ended.
    @Get
    List<WebhookAnswer> list() {
        return webhooks.all().stream().map(each -> WebhookAnswer.of(each, null)).toList();
    }

    /// A new one. What is sent to it carries `X-Keqing-Signature`: `sha256=` and the HMAC-SHA-256 of
    /// `X-Keqing-Timestamp`, a dot and the body, under the secret.
    @Post
    @Status(HttpStatus.CREATED)
    WebhookAnswer add(@Body NewWebhook body, @Parameter(hidden = true) Viewer viewer) {
        try {
            Made made = webhooks.add(body.url(), viewer.name());
            return WebhookAnswer.of(made.webhook(), made.secret());
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    /// Takes one away; what still waits for it is not sent.
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(long id) {
        if (!webhooks.delete(id)) {
            throw Problem.notFound("There is no webhook " + id);
        }
    }
}
