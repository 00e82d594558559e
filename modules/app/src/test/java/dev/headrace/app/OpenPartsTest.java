package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPartsTest {

    private final List<String> closed = new ArrayList<>();
    private final OpenParts parts = new OpenParts();

    @Test
    void closesLastOpenedFirstAndOnce() {
        parts.opened("first", () -> closed.add("first"));
        parts.opened("second", () -> closed.add("second"));

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void oneFailureStopsNoOther() {
        parts.opened("first", () -> closed.add("first"));
        parts.opened(
                "second",
                () -> {
                    throw new IllegalStateException("stuck");
                });

        parts.close();

        assertThat(closed).containsExactly("first");
    }
}
