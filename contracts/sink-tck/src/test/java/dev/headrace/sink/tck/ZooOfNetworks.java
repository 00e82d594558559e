package dev.headrace.sink.tck;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.io.IOException;

/** Sinks that trust the network. */
final class ZooOfNetworks {

    private ZooOfNetworks() {}

    /** Makes a failure of an interrupt. */
    @Fails("Networked.anInterruptEndsAWrite")
    public static final class SwallowsTheInterrupt extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            InterruptedException interrupted() throws SinkException {
                Thread.interrupted();
                throw new SinkException.Unavailable("the connection was lost");
            }
        }
    }

    /** Looks up only when bytes come. */
    @Fails("Networked.theDeadlineHoldsUnderAHalfOpenConnection")
    public static final class IgnoresAHalfOpenPeer extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String answer(DepotConnection connection) throws IOException {
                return connection.lineWhateverHappens();
            }
        }
    }

    /** Cannot be called off while it opens. */
    @Fails("Networked.openAndCheckEndUnderAHalfOpenConnection")
    public static final class WaitsForAWelcome extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            void greet(DepotConnection connection) throws IOException, SinkException {
                connection.send("HELLO " + token() + "\n");
                if (!connection.lineWhateverHappens().equals("OK")) {
                    throw stranger();
                }
            }
        }
    }

    /** Closes only when its target agrees. */
    @Fails("Networked.closeEndsUnderAHalfOpenConnection")
    public static final class WaitsForAGoodbye extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            public void close() {
                for (DepotConnection connection : idle()) {
                    try {
                        connection.send("BYE\n");
                        connection.lineWhateverHappens();
                    } catch (IOException e) {
                        continue; // gone already
                    }
                }
                super.close();
            }
        }
    }

    /** Takes what one read gives for the whole answer. */
    @Fails("Networked.oneByteAtATimeIsNoFailure")
    public static final class ReadsOnce extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String answer(DepotConnection connection) throws IOException {
                return connection.piece();
            }
        }
    }

    /** Rejects what it could not finish. */
    @Fails("Networked.aLostConnectionLeavesEventsOwed")
    public static final class CallsALostConnectionPoison extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            WriteResult lost(RecordBatch batch, IOException e) {
                return rejectAll(batch, "lost");
            }
        }
    }
}
