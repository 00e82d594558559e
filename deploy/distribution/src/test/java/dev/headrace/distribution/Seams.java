package dev.headrace.distribution;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.insight.CountStore;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.sink.EnvelopeWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The seams of a node at which organisations are kept apart. */
record Seams(
        UnaryOperator<Dedupe> dedupe,
        PseudonymKeys keys,
        UnaryOperator<EnvelopeWriter> writer,
        Ways ways,
        Desk receipts,
        UnaryOperator<CountStore> counts) {

    /** Where a stream leads. */
    interface Ways {
        boolean leadTo(Contract contract, String sink);
    }

    /** Who sees the receipt of whom. */
    interface Desk {
        boolean isShown(Principal asking, Principal posted);
    }

    /** As they are. */
    static Seams honest() {
        return new Seams(
                UnaryOperator.identity(),
                Seams::key,
                UnaryOperator.identity(),
                Contract::isRoutedTo,
                Principal::equals,
                UnaryOperator.identity());
    }

    /** A key for each organisation. */
    static Pseudonyms key(Optional<String> organisation) {
        return new Pseudonyms(
                1, Arrays.copyOf(organisation.orElse("").getBytes(StandardCharsets.UTF_8), 32));
    }

    Seams withDedupe(UnaryOperator<Dedupe> other) {
        return new Seams(other, keys, writer, ways, receipts, counts);
    }

    Seams withKeys(PseudonymKeys other) {
        return new Seams(dedupe, other, writer, ways, receipts, counts);
    }

    Seams withWriter(UnaryOperator<EnvelopeWriter> other) {
        return new Seams(dedupe, keys, other, ways, receipts, counts);
    }

    Seams withWays(Ways other) {
        return new Seams(dedupe, keys, writer, other, receipts, counts);
    }

    Seams withReceipts(Desk other) {
        return new Seams(dedupe, keys, writer, ways, other, counts);
    }

    Seams withCounts(UnaryOperator<CountStore> other) {
        return new Seams(dedupe, keys, writer, ways, receipts, other);
    }
}
