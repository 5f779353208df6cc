package io.keqing.rest;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.annotation.Serdeable;

/// A problem as it is written.
@Serdeable
@Introspected
record ProblemDocument(String type, String title, int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static MutableHttpResponse<ProblemDocument> answer(int status, String detail) {
        return answer(HttpResponse.status(HttpStatus.valueOf(status)), detail);
    }

    static MutableHttpResponse<ProblemDocument> answer(MutableHttpResponse<?> response, String detail) {
        HttpStatus status = response.status();
        return response.body(new ProblemDocument("about:blank", status.getReason(), status.getCode(), detail))
                .contentType(MEDIA_TYPE);
    }
}
