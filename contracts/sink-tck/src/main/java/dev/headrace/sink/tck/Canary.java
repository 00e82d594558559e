package dev.headrace.sink.tck;

import java.util.UUID;

/** Text that stands nowhere else. */
final class Canary {

    private Canary() {}

    static String fresh() {
        return "canary-" + UUID.randomUUID();
    }
}
