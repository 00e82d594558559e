package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Receipt;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.Screening;
import java.util.List;
import java.util.Optional;

/**
 * A request whose accepted events are on disk; its body is gone.
 *
 * @param receipt what became of each event at the event log
 * @param accepted the accepted events; only of streams whose answers wait for sinks
 * @param duplicates the duplicates, each with the record that it repeats; only of such streams
 * @param bytes how long the body was
 * @param left what the caller may still send
 */
record StoredRequest(
        Receipt receipt,
        List<AwaitedEvent> accepted,
        List<AwaitedEvent> duplicates,
        int bytes,
        Optional<Allowance> left) {

    /** One that waits for nothing. */
    static StoredRequest of(Receipt receipt) {
        return new StoredRequest(receipt, List.of(), List.of(), 0, Optional.empty());
    }

    StoredRequest with(int length, Optional<Allowance> allowance) {
        return new StoredRequest(receipt, accepted, duplicates, length, allowance);
    }

    /** Of a stream that says so: it waits for the repeats. */
    StoredRequest waitingFor(Contract contract, Screening screening, EventSorter.Sorted sorted) {
        return contract.acknowledge().isEmpty()
                ? this
                : new StoredRequest(
                        receipt,
                        accepted,
                        AwaitedEvent.of(screening.repeats(), sorted.places()),
                        bytes,
                        left);
    }

    /** Of a stream that says so: it waits for what was appended, and for the repeats. */
    StoredRequest waitingFor(
            Contract contract, Screening screening, EventSorter.Sorted sorted, Appended appended) {
        return contract.acknowledge().isEmpty()
                ? this
                : new StoredRequest(
                        receipt,
                        AwaitedEvent.of(screening.fresh(), sorted.places(), appended),
                        AwaitedEvent.of(screening.repeats(), sorted.places()),
                        bytes,
                        left);
    }
}
