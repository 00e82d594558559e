package dev.headrace.publishing;

import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkTraits;

/**
 * All that one dispatcher works with.
 *
 * @param first the instance that was made at the start
 * @param traits what that instance can take
 * @param backoff waits of the records' and of the sink's retries
 */
record SinkSetup(
        SinkFactory factory,
        Sink first,
        SinkTraits traits,
        SinkRuntimeContext context,
        SinkLedger ledger,
        Routes routes,
        Surroundings around,
        PublishingSettings settings,
        Backoff backoff) {

    /** The same for a delivery that begins once more. */
    SinkSetup withNewInstance() {
        return new SinkSetup(
                factory,
                factory.create(),
                traits,
                context,
                ledger,
                routes,
                around,
                settings,
                backoff);
    }

    String name() {
        return ledger.name();
    }
}
