package dev.headrace.sink.tck;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.WriteResult;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sinks that do not deliver what they say. */
final class ZooOfDelivery {

    private ZooOfDelivery() {}

    /** Takes the depot's word for what is only staged. */
    @Fails("Delivering.deliveredEventsOutliveASinkThatIsDroppedWithoutClose")
    public static final class AcknowledgesWithoutCommit extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String command() {
                return "STAGE";
            }
        }
    }

    /** Has never seen an empty batch. */
    @Fails("Delivering.anEmptyBatchLeavesNothing")
    public static final class ChokesOnNothing extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
                if (batch.size() == 0) {
                    throw new IllegalArgumentException("an empty batch");
                }
                return super.write(batch);
            }
        }
    }

    /** Gives too short a result for a batch of seven. */
    @Fails("Delivering.aResultIsAsLongAsItsBatch")
    public static final class ForgetsTheSeventh extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
                WriteResult result = super.write(batch);
                return batch.size() == 7
                        ? WriteResult.of(SampleBatch.of("", List.of())).build()
                        : result;
            }
        }
    }

    /** Builds every request in the same place. */
    @Fails("Delivering.parallelWritesKeepApart")
    public static final class SharesABuffer extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private volatile String shared = "";

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String request(RecordBatch batch) {
                shared = super.request(batch);
                LockSupport.parkNanos(100_000_000);
                return shared;
            }
        }
    }

    /** Sends the last event first. */
    @Fails("Delivering.keysKeepTheirOrder")
    public static final class SendsBackwards extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String request(RecordBatch batch) {
                List<String> lines = super.request(batch).lines().toList();
                var backwards = new StringBuilder(lines.getFirst()).append('\n');
                for (int at = lines.size() - 1; at > 0; at--) {
                    backwards.append(lines.get(at)).append('\n');
                }
                return backwards.toString();
            }

            @Override
            WriteResult result(RecordBatch batch, String answer) throws SinkException {
                boolean letters = answer.length() == batch.size() && !answer.equals("FULL");
                String forwards = letters ? new StringBuilder(answer).reverse().toString() : answer;
                return super.result(batch, forwards);
            }
        }
    }

    /** Wants to know an hour, though it groups by nothing. */
    @Fails("Delivering.recordsThatTheGroupingLetsTogetherAreAllTaken")
    public static final class AsksForTheHour extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String request(RecordBatch batch) {
                return super.request(batch)
                        .replace("no hour", batch.group().hour().orElseThrow().toString());
            }
        }
    }

    /** Refuses what happens after it was received. */
    @Fails("Delivering.clocksThatAreADayOffChangeNothing")
    public static final class BelievesInClocks extends DepotProvider {
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
                SinkRecord record = batch.get(index);
                if (record.occurredAt().isAfter(record.receivedAt())) {
                    result.rejected(index, "from-the-future", "it has not happened yet");
                } else {
                    super.outcome(result, batch, index, letter);
                }
            }
        }
    }

    /** Refuses a key with other letters. */
    @Fails("Delivering.anyTextInTheEnvelopeIsTaken")
    public static final class ReadsAsciiOnly extends DepotProvider {
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
                if (batch.get(index).key().orElse("").chars().anyMatch(c -> c > 127)) {
                    result.rejected(index, "key", "the key is not ASCII");
                } else {
                    super.outcome(result, batch, index, letter);
                }
            }
        }
    }
}
