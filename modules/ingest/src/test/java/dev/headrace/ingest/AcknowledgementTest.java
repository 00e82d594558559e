package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.Deliveries.Outcome;
import dev.headrace.eventlog.Deliveries.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the wait makes of duplicates: they wait for the same as the event that they repeat. */
class AcknowledgementTest {

    @TempDir Path folder;

    private final FakeDeliveries deliveries = new FakeDeliveries();
    private final Acknowledgement acknowledgement =
            new Acknowledgement(deliveries, Duration.ofSeconds(1), 1);

    @Test
    void aDuplicateWaitsForTheEventThatItRepeats() {
        Receipt receipt = answer(request(List.of(), List.of(event(0, 7)))).receipt();

        assertThat(deliveries.awaited).containsExactly(List.of(7L));
        assertThat(receipt.duplicates()).isEqualTo(1);
    }

    @Test
    void aDuplicateOfWhatASinkHasRefusedIsRejectedAsWell() {
        deliveries.waiting =
                sequences ->
                        new Outcome.Settled(
                                List.of(
                                        new Refused(7, "lake", "odd"),
                                        new Refused(40, "lake", "odd")));
        var before = Rejections.tooLarge(1, 10);
        var stored =
                new StoredRequest(
                        new Receipt("r", 2, 2, List.of(), List.of(before)),
                        List.of(event(3, 40), event(4, 41)),
                        List.of(event(0, 7), event(2, 8)),
                        10,
                        Optional.empty());

        Receipt receipt = answer(stored).receipt();

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.duplicates()).isEqualTo(1);
        assertThat(receipt.rejected().stream().map(Rejection::index)).containsExactly(0, 1, 3);
        assertThat(receipt.received()).isEqualTo(5);
    }

    @Test
    void twoDuplicatesOfOneEventAreBothRejectedWithIt() {
        deliveries.waiting =
                sequences -> new Outcome.Settled(List.of(new Refused(7, "lake", "odd")));

        Receipt receipt = answer(request(List.of(), List.of(event(0, 7), event(1, 7)))).receipt();

        assertThat(receipt.duplicates()).isZero();
        assertThat(receipt.rejected()).hasSize(2);
    }

    private Acknowledgement.Answer answer(StoredRequest stored) {
        try (Node node = new Node(folder, deliveries, 1, 1 << 20)) {
            Contract contract =
                    node.stream(true, Set.of(AuthMethod.NONE), "lake")
                            .contracts
                            .firstEntry()
                            .getValue();
            return acknowledgement.of(contract, stored);
        }
    }

    private static StoredRequest request(
            List<AwaitedEvent> accepted, List<AwaitedEvent> duplicates) {
        var receipt = new Receipt("r", accepted.size(), duplicates.size(), List.of(), List.of());
        return new StoredRequest(receipt, accepted, duplicates, 10, Optional.empty());
    }

    private static AwaitedEvent event(int index, long sequence) {
        return new AwaitedEvent(index, Optional.empty(), sequence);
    }
}
