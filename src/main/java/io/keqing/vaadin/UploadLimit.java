package io.keqing.vaadin;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration;
import jakarta.inject.Singleton;

/// How large an upload may be. One setting says it, `keqing.import.largest-file`: the request around the file
/// may be larger by what stands beside it, its mapping and the heads of its parts.
@Singleton
final class UploadLimit implements BeanCreatedEventListener<HttpServerConfiguration> {
    private static final long BESIDE = 16L << 20;

    private final long file;

    UploadLimit(@Value("${keqing.import.largest-file:2147483648}") long file) {
        this.file = file;
    }

    /// Bytes of the largest file the import door takes; it goes to disk, not to memory.
    long file() {
        return file;
    }

    long request() {
        return file + BESIDE;
    }

    @Override
    public HttpServerConfiguration onCreated(BeanCreatedEvent<HttpServerConfiguration> created) {
        created.getBean().setMaxRequestSize(request());
        return created.getBean();
    }
}
