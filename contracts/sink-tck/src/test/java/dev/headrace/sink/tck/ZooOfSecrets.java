package dev.headrace.sink.tck;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sinks that tell too much, and plugins that tell too little. */
final class ZooOfSecrets {

    private ZooOfSecrets() {}

    /** Says at its start how it signs in. */
    @Fails("Secrecy.logsHoldNoSecretsAndNoEvents")
    public static final class LogsASecret extends DepotProvider {
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
                context.logger().log(System.Logger.Level.DEBUG, "Signs in with {0}", token());
                super.open(context);
            }
        }
    }

    /** Says in its failure what it could not write. */
    @Fails("Secrecy.messagesHoldNoSecretsAndNoEvents")
    public static final class QuotesTheEvent extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            WriteResult full(RecordBatch batch) throws SinkException {
                throw new SinkException.Unavailable("the depot is full at " + event(batch.get(0)));
            }
        }
    }

    /** Has a counter for each event. */
    @Fails("Secrecy.countersHaveNamesOfTheirOwn")
    public static final class CountsByEvent extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {

            Animal(SinkConfig config) {
                super(config);
            }

            @Override
            String line(RecordBatch batch, SinkRecord record) {
                context().metrics().add("written-" + record.id(), 1);
                return super.line(batch, record);
            }
        }
    }

    /** Declares its token as any text. */
    @Fails("Configuring.secretsAreDeclaredAsSuch")
    public static final class TakesAnOpenToken extends DepotProvider {

        @Override
        public ConfigSpec config() {
            return spec(ConfigField.Type.TEXT, "What the depot knows this sink by.");
        }
    }

    /** Has a setting without a word about it. */
    @Fails("Configuring.settingsAreDeclaredForPeople")
    public static final class ExplainsNothing extends DepotProvider {

        @Override
        public ConfigSpec config() {
            return spec(ConfigField.Type.SECRET, "");
        }
    }

    /** Cannot wait for open. */
    @Fails("Configuring.createOpensNothing")
    public static final class ConnectsWhenMade extends DepotProvider {
        @Override
        public Sink create(SinkConfig config) {
            return new Animal(config);
        }

        private static final class Animal extends DepotSink {
            private final DepotConnection early;

            Animal(SinkConfig config) {
                super(config);
                try {
                    early = DepotConnection.to(address());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                discard(early);
                super.close();
            }
        }
    }

    /** Is not in META-INF/services. */
    @Fails("Configuring.isFoundInAnIsolatedLoader")
    public static final class HidesFromTheLoader extends DepotProvider {}
}
