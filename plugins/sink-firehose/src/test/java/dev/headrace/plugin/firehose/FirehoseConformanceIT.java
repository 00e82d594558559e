package dev.headrace.plugin.firehose;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conformance of the firehose sink. */
class FirehoseConformanceIT extends SinkContract {

    private static final String STREAM = "events";

    @Override
    protected SinkProvider provider() {
        return new FirehoseSinkProvider();
    }

    @Override
    protected Target start() throws IOException {
        return new Delivered(ImitationFirehose.start(STREAM), LakeBucket.start());
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return ImitationFirehose.settings(STREAM, address.orElseThrow().getPort());
    }

    /** What a reader of the bucket sees. */
    private record Delivered(ImitationFirehose firehose, LakeBucket s3) implements Target {

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.of(firehose.address());
        }

        @Override
        public List<StoredEvent> stored() throws Exception {
            firehose.deliver(STREAM, "", Clock.systemUTC().instant(), s3);
            return s3.lines().stream().map(Delivered::stored).toList();
        }

        @Override
        public List<String> seen() throws Exception {
            firehose.deliver(STREAM, "", Clock.systemUTC().instant(), s3);
            return s3.lines();
        }

        private static StoredEvent stored(String line) {
            JsonNode envelope = JsonMapper.shared().readTree(line);
            String event = line.substring(line.indexOf(",\"event\":") + 9, line.length() - 1);
            return new StoredEvent(envelope.path("id").asString(), Optional.of(event));
        }

        @Override
        public void clear() throws Exception {
            firehose.deliver(STREAM, "", Clock.systemUTC().instant(), s3);
            s3.clear();
        }

        @Override
        public Map<Trouble, Switch> troubles() {
            var troubles = new EnumMap<Trouble, Switch>(Trouble.class);
            troubles.put(Trouble.DENIED, () -> refusing(400, "AccessDeniedException"));
            troubles.put(Trouble.THROTTLED, () -> refusing(503, FirehoseFailures.TOO_MUCH));
            troubles.put(
                    Trouble.PARTLY,
                    () -> {
                        Set<Integer> most =
                                IntStream.range(1, 500).boxed().collect(Collectors.toSet());
                        firehose.fails(new ImitationFirehose.Faults(Optional.empty(), most));
                        return this::well;
                    });
            return troubles;
        }

        private AutoCloseable refusing(int status, String code) {
            firehose.refuses(status, code);
            return this::well;
        }

        private void well() {
            firehose.fails(ImitationFirehose.Faults.none());
        }

        @Override
        public void close() {
            firehose.close();
            s3.close();
        }
    }
}
