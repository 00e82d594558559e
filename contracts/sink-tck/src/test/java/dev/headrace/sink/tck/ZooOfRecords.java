package dev.headrace.sink.tck;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sinks that make the wrong thing of a record. */
final class ZooOfRecords {

    private ZooOfRecords() {}

    /** Declares more records than the depot takes. */
    @Fails("Limits.aBatchOfTheMostRecordsIsTaken")
    public static final class PromisesTooManyRecords extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public SinkTraits traits() {
                return new SinkTraits(
                        4,
                        Depot.MOST_RECORDS + 1,
                        Depot.MOST_BYTES,
                        Depot.MOST_RECORD_BYTES,
                        Duration.ZERO,
                        1 << 20,
                        SinkTraits.Grouping.NONE,
                        SinkTraits.Ordering.PER_KEY,
                        SinkTraits.Idempotency.BY_RECORD);
            }
        }
    }

    /** Declares more bytes than the depot takes. */
    @Fails("Limits.aBatchOfTheMostBytesIsTaken")
    public static final class PromisesTooManyBytes extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public SinkTraits traits() {
                return new SinkTraits(
                        4,
                        Depot.MOST_RECORDS,
                        3 * Depot.MOST_BYTES,
                        Depot.MOST_RECORD_BYTES,
                        Duration.ZERO,
                        1 << 20,
                        SinkTraits.Grouping.NONE,
                        SinkTraits.Ordering.PER_KEY,
                        SinkTraits.Idempotency.BY_RECORD);
            }
        }
    }

    /** Declares larger events than the depot takes. */
    @Fails("Limits.anEventOfTheMostBytesIsTaken")
    public static final class PromisesTooLargeEvents extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public SinkTraits traits() {
                return new SinkTraits(
                        4,
                        Depot.MOST_RECORDS,
                        Depot.MOST_BYTES,
                        Depot.MOST_RECORD_BYTES + 1,
                        Duration.ZERO,
                        1 << 20,
                        SinkTraits.Grouping.NONE,
                        SinkTraits.Ordering.PER_KEY,
                        SinkTraits.Idempotency.BY_RECORD);
            }
        }
    }

    /** Rejects what stands beside an event that is too large. */
    @Fails("Limits.anEventThatIsTooLargeCostsNoOther")
    public static final class LetsTheLargeOneCostAll extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            WriteResult result(RecordBatch batch, String answer) throws SinkException {
                return answer.contains("T")
                                && !answer.equals("FULL")
                                && batch.size() == answer.length()
                        ? rejectAll(batch, "too-large")
                        : super.result(batch, answer);
            }
        }
    }

    /** Rejects what stands beside a bad event. */
    @Fails("Rejecting.onePoisonAmongManyIsRejectedAlone")
    public static final class LetsTheBadOneCostAll extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            WriteResult result(RecordBatch batch, String answer) throws SinkException {
                return answer.contains("R") && batch.size() == answer.length()
                        ? rejectAll(batch, "refused")
                        : super.result(batch, answer);
            }
        }
    }

    /** Says no and not why. */
    @Fails("Rejecting.aRejectionSaysWhyWithoutValues")
    public static final class RejectsWithoutAWord extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            void outcome(WriteResult.Builder result, RecordBatch batch, int index, char letter) {
                if (letter == 'R') {
                    result.rejected(index, "refused", "");
                } else {
                    super.outcome(result, batch, index, letter);
                }
            }
        }
    }

    /** Leaves out what its target might not like. */
    @Fails("Rejecting.oddPayloadsAreKeptOrRejectedAlone")
    public static final class LosesTheNul extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String event(SinkRecord record) {
                return super.event(record).replace("\\u0000", "");
            }
        }
    }

    /** Has no room for large numbers. */
    @Fails("Rejecting.everyOddPayloadIsKept")
    public static final class ReadsNumbersAsDouble extends ShelfProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends ShelfSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String event(SinkRecord record) {
                return super.event(record).replace("1e400", "1.7976931348623157e308");
            }
        }
    }

    /** Writes each attempt to a file of its own. */
    @Fails("Retrying.theSamePlanTwiceLeavesOneCopy")
    public static final class NamesAFileByAttempt extends ShelfProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends ShelfSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String name(RecordBatch batch) {
                return batch.id() + "-" + batch.attempt();
            }
        }
    }

    /** Recognises an event only in the batch that it came in. */
    @Fails("Retrying.anEventThatComesAgainLeavesOneCopy")
    public static final class KnowsBatchesOnly extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String identity(RecordBatch batch, SinkRecord record) {
                return batch.id() + record.id();
            }
        }
    }

    /** Believes that what it has sent once has arrived. */
    @Fails("Retrying.aRetryIsComplete")
    public static final class TakesTheBytesBeforeTheRetry extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private final Set<String> sent = ConcurrentHashMap.newKeySet();

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
                if (batch.attempt() > 1 && sent.contains(batch.id())) {
                    return WriteResult.allDelivered(batch, "depot");
                }
                sent.add(batch.id());
                return super.write(batch);
            }
        }
    }

    /** Takes "later" for "delivered". */
    @Fails("Retrying.afterAPartialFailureOnlyTheFailedComeAgain")
    public static final class ReturnsOkForAPartialFailure extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            void outcome(WriteResult.Builder result, RecordBatch batch, int index, char letter) {
                super.outcome(result, batch, index, letter == 'L' ? 'D' : letter);
            }
        }
    }
}
