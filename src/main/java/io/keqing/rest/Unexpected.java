package io.keqing.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.sql.SQLException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nobody threw on purpose. The caller learns that it happened and nothing of our insides; the log learns the
/// rest, but not the query, for what is searched is personal data.
@Singleton
final class Unexpected implements ExceptionHandler<Throwable, HttpResponse<?>> {
    static final String DETAIL = "The portal failed to answer; its log says why";
    private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);
    private static final String RETRY_SECONDS = "5";

    @Override
    public HttpResponse<?> handle(HttpRequest request, Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof EofException) {
                LOG.debug("The caller of {} {} went away", request.getMethodName(), request.getPath());
                return ProblemDocument.answer(400, "The request ended before it was complete");
            }
            if (cause instanceof HttpException refused && refused.getCode() / 100 == 4) {
                return ProblemDocument.answer(refused.getCode(), "The request was refused: " + refused.getReason());
            }
            if (isAnEngineDown(cause)) {
                LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), cause.toString());
                return ProblemDocument.answer(503, "The database or the search engine can't be reached right now")
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            }
        }
        LOG.error("{} {} failed", request.getMethodName(), request.getPath(), exception);
        return ProblemDocument.answer(500, DETAIL);
    }

    /// SQL states 08 (connection), 57P (the server shuts down or starts up), 53300 (too many connections), and the
    /// pool's own time-out, which has none.
    private static boolean isAnEngineDown(Throwable cause) {
        if (cause instanceof SQLException sql) {
            String state = sql.getSQLState();
            return cause instanceof java.sql.SQLTransientConnectionException
                    || (state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")));
        }
        return cause instanceof ConnectException;
    }
}
