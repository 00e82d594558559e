package dev.headrace.ingest;

import java.time.Instant;
import java.util.Optional;

/**
 * What a stream's rule may know of a request beside the event.
 *
 * @param receivedAt when it came
 * @param organisation whose event it is, where the credentials or the event say so
 */
record Occasion(Instant receivedAt, Sender sender, Optional<String> organisation) {}
