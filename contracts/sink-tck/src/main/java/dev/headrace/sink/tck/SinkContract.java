package dev.headrace.sink.tck;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.StreamContract;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * The checks that every sink must pass, against a real target. A sink's tests extend this class and
 * say how its target is started and read.
 */
public abstract class SinkContract {

    /** The provider under test. */
    protected abstract SinkProvider provider();

    /** Starts the target; called once for the whole class. */
    protected abstract Target start() throws Exception;

    /**
     * Settings that lead to the target.
     *
     * @param address where the sink is to reach it: the target's own address, or that of a proxy
     *     which the kit puts before it; empty where the target has none
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

    /** An ordinary event of that stream. */
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
}
