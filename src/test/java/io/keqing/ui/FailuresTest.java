package io.keqing.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UIDetachedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void aBrowserThatLeft_isNoFailure() {
        assertTrue(Failures.isGone(new UncheckedIOException(new IOException("Broken pipe"))));
        assertTrue(Failures.isGone(new EOFException("closed")));
        assertTrue(Failures.isGone(new UIDetachedException("gone")));
        assertFalse(Failures.isGone(new IOException("disk full")));
        assertFalse(Failures.isGone(new IllegalStateException("a fault of ours")));
    }
}
