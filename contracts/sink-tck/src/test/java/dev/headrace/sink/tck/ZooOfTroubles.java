package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sinks that misread their target's troubles. */
final class ZooOfTroubles {

    private ZooOfTroubles() {}

    /** Rejects events because there is no room. */
    @Fails("Troubled.aFullTargetIsUnavailable")
    public static final class CallsAFullDiskPoison extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            WriteResult full(RecordBatch batch) {
                return rejectAll(batch, "full");
            }
        }
    }

    /** Tries again where somebody has to give it rights. */
    @Fails("Troubled.missingRightsAreUnauthorised")
    public static final class CallsMissingRightsAbsence extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            SinkException denied() {
                return new SinkException.Unavailable("the depot does not let this sink write");
            }
        }
    }

    /** Rejects events because they came too fast. */
    @Fails("Troubled.throttlingIsThrottled")
    public static final class CallsThrottlingPoison extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            WriteResult slow(RecordBatch batch) {
                return rejectAll(batch, "throttled");
            }
        }
    }

    /** Rejects events because nobody was there. */
    @Fails("Troubled.aTargetThatIsAwayIsUnavailable")
    public static final class CallsAbsencePoison extends DepotProvider {
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
                DepotConnection connection;
                try {
                    connection = connection();
                } catch (SinkException.Unavailable e) {
                    return rejectAll(batch, "away");
                }
                idle().push(connection);
                return super.write(batch);
            }
        }
    }

    /** Calls its configuration wrong when the target is away. */
    @Fails("Troubled.openWhileTheTargetIsAwayIsUnavailable")
    public static final class ParksAtTheStart extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void open(SinkContext context) throws SinkException, InterruptedException {
                try {
                    super.open(context);
                } catch (SinkException.Unavailable e) {
                    throw new SinkException.Misconfigured("port", "nobody listens there", e);
                }
            }
        }
    }

    /** Is broken for good after its third failure. */
    @Fails("Troubled.aSinkRecoversWithItsTarget")
    public static final class GivesUpForEver extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            private final AtomicInteger failures = new AtomicInteger();

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
                if (failures.get() > 2) {
                    throw new SinkException.Unavailable("broken");
                }
                try {
                    return super.write(batch);
                } catch (SinkException e) {
                    failures.incrementAndGet();
                    throw e;
                }
            }
        }
    }

    /** Calls its configuration wrong when its token is. */
    @Fails("Troubled.wrongSecretsAreUnauthorised")
    public static final class BlamesTheSettings extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            SinkException stranger() {
                return new SinkException.Misconfigured(
                        "token", "the depot does not know the token");
            }
        }
    }

    /** Finds fault with a target in good order. */
    @Fails("Troubled.checkFindsATargetInGoodOrder")
    public static final class FearsTheWorst extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public CheckReport check() {
                return new CheckReport(
                        List.of(
                                new CheckReport.Finding(
                                        CheckReport.Level.FAILED, "depot", "who knows")));
            }
        }
    }

    /** Finds everything in order without looking. */
    @Fails("Troubled.checkFindsThatTheTargetIsAway")
    public static final class SeesNoEvil extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public CheckReport check() {
                return new CheckReport(
                        List.of(new CheckReport.Finding(CheckReport.Level.OK, "depot", "fine")));
            }
        }
    }
}
