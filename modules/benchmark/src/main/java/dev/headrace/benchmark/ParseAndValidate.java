package dev.headrace.benchmark;

import com.networknt.schema.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Headrace's batches are measured against: Jackson's parsing and networknt's validation of the
 * same bodies, as the libraries come, on one thread, without HTTP and without storing.
 *
 * <p>Started with the number of events of a body. For each line with a number of milliseconds on
 * standard input it works that long and answers {@code done} and how many bodies it did.
 */
public final class ParseAndValidate {

    private static final int BODIES = 64;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Schema schema;
    private final byte[][] bodies;

    private ParseAndValidate(Schema schema, byte[][] bodies) {
        this.schema = schema;
        this.bodies = bodies;
    }

    /** Reads the lines until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        int events = Integer.parseInt(arguments[0]);
        var samples =
                new SampleEvents(new SplittableRandom(1), Instant.parse("2026-11-22T08:00:00Z"));
        byte[][] bodies =
                IntStream.range(0, BODIES)
                        .mapToObj(any -> samples.body(events))
                        .toArray(byte[][]::new);
        var work = new ParseAndValidate(ShippedContract.plainSchema(), bodies);
        System.out.println("ready");
        try (var lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("done " + work.run(Duration.ofMillis(Long.parseLong(line))));
            }
        }
    }

    private long run(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        long done = 0;
        while (System.nanoTime() < end) {
            check(bodies[(int) (done++ % BODIES)]);
        }
        return done;
    }

    private void check(byte[] body) {
        JsonNode tree = JSON.readTree(body);
        if (tree.isObject()) {
            require(tree);
        } else {
            tree.forEach(this::require);
        }
    }

    private void require(JsonNode event) {
        if (!schema.validate(event).isEmpty()) {
            throw new IllegalStateException("a sample event breaks the contract");
        }
    }
}
