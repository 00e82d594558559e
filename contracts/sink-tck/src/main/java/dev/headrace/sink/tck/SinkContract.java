package dev.headrace.sink.tck;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.StreamContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * The checks that every sink must pass, against a real target. A sink's tests extend this class and
 * say how its target is started and read. Where the target has an address, every call of the sink
 * goes through a proxy of the kit's, which slows down, cuts and freezes connections.
 *
 * <p>A check that fails says which promise was broken and where it stands. A check that cannot be
 * made with this sink or target is not skipped: it is left out, and the report that is printed at
 * the end says why.
 *
 * <p>One instance serves all checks, so a {@code @TempDir} of a subclass must be static.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SinkContract {

    private Optional<Bench> bench = Optional.empty();

    /** The provider under test. */
    protected abstract SinkProvider provider();

    /** Starts the target; called once for the whole class. */
    protected abstract Target start() throws Exception;

    /**
     * Settings that lead to the target.
     *
     * @param address where the sink is to reach it: that of a proxy which the kit puts before it;
     *     empty where the target has none
     */
    protected abstract Map<String, String> config(
            Target target, Optional<InetSocketAddress> address);

    /** The stream that the checks write to. */
    protected StreamContract stream() {
        return SampleContext.contract(
                SampleRecord.STREAM,
                """
                {"type": "object", "required": ["n"],
                 "properties": {"n": {"type": "integer"}, "text": {"type": "string"}}}
                """);
    }

    /** A second stream, for sinks whose batches mix streams. */
    protected StreamContract otherStream(StreamContract stream) {
        return new StreamContract(
                stream.name() + "-other",
                stream.title(),
                stream.schemas(),
                stream.key(),
                stream.layout(),
                stream.retention(),
                stream.hints());
    }

    /**
     * An ordinary event of that stream: a JSON object with at least one member. The checks add
     * members of their own, {@code payload}, {@code padding} and {@code canary}.
     */
    protected String event(int number) {
        return "{\"n\":" + number + ",\"text\":\"event " + number + "\"}";
    }

    /**
     * An event that the stream's schema accepts and that the target refuses for good; empty where
     * the target takes every JSON object.
     */
    protected Optional<String> poison() {
        return Optional.empty();
    }

    /** How long after its delivery a reader may have to wait for an event. */
    protected Duration visibleWithin() {
        return Duration.ofSeconds(10);
    }

    /** How long retries may take to get through once the target is well again. */
    protected Duration recoversWithin() {
        return Duration.ofMinutes(1);
    }

    /** How long threads, connections and memory may take to go after a sink has let go of them. */
    protected Duration goneWithin() {
        return Duration.ofSeconds(15);
    }

    /**
     * Why the plugin's class loader stays in memory after the sink was closed, for example a native
     * library; empty where it goes.
     */
    protected Optional<String> keepsItsClassLoader() {
        return Optional.empty();
    }

    /**
     * The proxy before the target. A target that tells its clients where to connect (a broker with
     * an advertised address) starts with {@link FaultProxy#listen()} and gives that proxy here.
     */
    protected FaultProxy proxy(Target target, InetSocketAddress address) {
        return FaultProxy.before(address);
    }

    /** The same settings with secrets that the target does not know. */
    protected Map<String, String> wrongSecrets(Map<String, String> config) {
        return WrongSecrets.of(provider().config(), config);
    }

    @BeforeAll
    final void startTheTarget() throws Exception {
        Target target = start();
        try {
            bench = Optional.of(new Bench(this, target));
        } catch (Exception | Error e) {
            target.close();
            throw e;
        }
    }

    @AfterAll
    final void stopTheTargetAndReport() throws Exception {
        if (bench.isPresent()) {
            bench.get().close();
            System.out.println(
                    bench.get().report().text("Conformance of the sink " + provider().type()));
        }
    }

    final Bench bench() {
        return bench.orElseThrow();
    }

    @Nested
    class Delivering extends DeliveringChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Limits extends LimitsChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Rejecting extends RejectingChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Retrying extends RetryingChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Troubled extends TroubledChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Networked extends NetworkedChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Ending extends EndingChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Keeping extends KeepingChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Secrecy extends SecrecyChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }

    @Nested
    class Configuring extends ConfiguringChecks {
        @Override
        Bench bench() {
            return SinkContract.this.bench();
        }
    }
}
