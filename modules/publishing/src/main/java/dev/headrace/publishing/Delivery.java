package dev.headrace.publishing;

import java.time.Instant;
import java.util.Optional;

/**
 * The parts of one sink's delivery that its dispatcher's thread owns.
 *
 * @param time for deadlines and waits
 * @param wish how large batches should be
 * @param witness tells a poisonous record that is alone
 */
record Delivery(
        SinkSetup setup,
        SteadyClock time,
        MemoryBudget budget,
        BatchWish wish,
        Intake intake,
        BatchQueue queue,
        Settler settler,
        Witness witness,
        SinkBooks books,
        SinkGate gate) {

    /** A sink that wishes batches of more than this share of its memory gets them from the log. */
    private static final int LARGE_SHARE = 4;

    static Delivery of(SinkSetup setup) {
        var traits = setup.traits();
        PublishingSettings settings = setup.settings();
        var time = new SteadyClock(setup.around().clock(), setup.around().nanos());
        var budget = new MemoryBudget(settings.memoryPerSink().bytes());
        var wish = new BatchWish(traits);
        Optional<LogAgain> again =
                isLarge(setup)
                        ? Optional.of(new LogAgain(setup.around().log(), budget))
                        : Optional.empty();
        return new Delivery(
                setup,
                time,
                budget,
                wish,
                new Intake(setup.ledger(), setup.routes(), traits, budget, wish, again),
                new BatchQueue(traits.ordering()),
                new Settler(traits, settings, setup.backoff()),
                new Witness(settings.witnessTime()),
                new SinkBooks(
                        setup.ledger(),
                        setup.around().deadLetters(),
                        traits.idempotency(),
                        settings.recordEvery(),
                        time.now()),
                new SinkGate(settings, setup.backoff(), time.now()));
    }

    /** Whether batches are read again when they are written; what has an order is always held. */
    static boolean isLarge(SinkSetup setup) {
        return switch (setup.traits().ordering()) {
            case NONE ->
                    setup.traits().wishedBytes()
                            > setup.settings().memoryPerSink().bytes() / LARGE_SHARE;
            case PER_KEY -> false;
        };
    }

    /** What the clock on the wall says: for people, not for deadlines. */
    Instant wallNow() {
        return setup.around().clock().instant();
    }

    /** Whether records that have failed by themselves fill their list. */
    boolean isRetryListFull() {
        return queue.retrying() >= setup.settings().retryList();
    }

    /** Why nothing more is read, if that is so. */
    Optional<String> held() {
        if (isRetryListFull()) {
            return Optional.of("retries");
        }
        return budget.isFull() ? Optional.of("memory") : Optional.empty();
    }
}
