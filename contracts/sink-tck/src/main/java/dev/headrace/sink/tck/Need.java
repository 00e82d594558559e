package dev.headrace.sink.tck;

import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import dev.headrace.sink.tck.Target.Trouble;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;

/** What a check stands on: a promise of the sink's traits, or something that its target can do. */
enum Need {
    NETWORK(bench -> when(bench.proxy().isEmpty(), "the target has no address")),
    FULL(bench -> trouble(bench, Trouble.FULL)),
    DENIED(bench -> trouble(bench, Trouble.DENIED)),
    THROTTLED(bench -> trouble(bench, Trouble.THROTTLED)),
    PARTLY(bench -> trouble(bench, Trouble.PARTLY)),
    /** A switch of the target's, or the proxy in its place. */
    AWAY(bench -> bench.proxy().isPresent() ? Optional.empty() : trouble(bench, Trouble.DOWN)),
    /** Anything that makes a write fail. */
    A_FAULT(bench ->
            when(
                    Faults.of(bench).isEmpty(),
                    "the target has no address and no trouble that stops a write")),
    POISON(bench ->
            when(
                    bench.contract().poison().isEmpty(),
                    "the sink takes every event (poison() is empty), which the check of"
                            + " the payloads proves")),
    NO_POISON(bench ->
            when(
                    bench.contract().poison().isPresent(),
                    "the sink has events that it refuses (poison() names one)")),
    BY_BATCH(bench -> idempotency(bench, Idempotency.BY_BATCH)),
    BY_RECORD(bench -> idempotency(bench, Idempotency.BY_RECORD)),
    PER_KEY(bench ->
            when(bench.traits().ordering() != Ordering.PER_KEY, "the traits promise no order")),
    SECRETS(bench ->
            when(
                    bench.secrets().isEmpty(),
                    "config() gives no setting that is declared as secret")),
    /** The class loader can go when the plugin goes. */
    UNLOADABLE(bench ->
            bench.contract()
                    .keepsItsClassLoader()
                    .map(why -> "the sink's tests declare an exception: " + why)),
    DESCRIPTORS(bench ->
            when(
                    !Files.isDirectory(Descriptors.FOLDER),
                    "this operating system shows no open files in " + Descriptors.FOLDER)),
    /** Batches of the most records that the kit can hold. */
    HOLDABLE_BATCH(bench ->
            when(
                    bench.traits().maxBytes() > Sizes.MOST_BYTES,
                    "max bytes of "
                            + bench.traits().maxBytes()
                            + " are more than the kit holds; config() may set fewer")),
    HOLDABLE_EVENT(bench ->
            when(
                    bench.traits().maxRecordBytes() > Sizes.MOST_BYTES,
                    "events of "
                            + bench.traits().maxRecordBytes()
                            + " bytes are more than the kit holds; config() may set"
                            + " fewer"));

    private final Function<Bench, Optional<String>> missing;

    Need(Function<Bench, Optional<String>> missing) {
        this.missing = missing;
    }

    /** Why it is not there; empty when it is. */
    Optional<String> missing(Bench bench) {
        return missing.apply(bench);
    }

    private static Optional<String> when(boolean missing, String why) {
        return missing ? Optional.of(why) : Optional.empty();
    }

    private static Optional<String> trouble(Bench bench, Trouble trouble) {
        return when(
                !bench.target().troubles().containsKey(trouble),
                "the target cannot be brought into the trouble " + trouble);
    }

    private static Optional<String> idempotency(Bench bench, Idempotency wanted) {
        Idempotency declared = bench.traits().idempotency();
        return when(declared != wanted, "the traits declare idempotency " + declared);
    }
}
