package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of malformed requests against the running server: no 5xx, no hang, no stack trace, no
 * log line with a payload. More of them, and others: {@code -Dheadrace.malformed=100000
 * -Dheadrace.malformed.from=1000000}. A finding names its number, which makes it again.
 */
class MalformedRequestsIT {

    private static final int REQUESTS = Integer.getInteger("headrace.malformed", 5_000);
    private static final long FROM = Long.getLong("headrace.malformed.from", 1);
    private static final int CALLERS = 16;
    private static final Pattern FAULT = Pattern.compile("HTTP/1\\.1 (5\\d\\d)");

    /** Far above the time that a client may take for its body. */
    private static final Duration NEVER_LONGER = Duration.ofSeconds(60);

    @TempDir Path data;

    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void malformedRequestsGetNo5xxNoHangNoStackTraceAndLeaveNoPayloadInTheLog() throws Exception {
        try (HeadraceProcess headrace =
                HeadraceProcess.start(data, Configurations.LAKE, Map.of())) {
            Map<String, String> signature = MalformedRequests.sign(headrace.secret());
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                for (long number = FROM; number < FROM + REQUESTS; number++) {
                    long mine = number;
                    callers.execute(() -> tryOne(headrace, mine, signature));
                }
                callers.shutdown();
                assertThat(callers.awaitTermination(30, TimeUnit.MINUTES)).isTrue();
            }

            assertThat(findings).isEmpty();
            assertThat(answered.get()).as("most got an answer").isGreaterThan(REQUESTS / 2);
            assertThat(headrace.log()).doesNotContain(MalformedRequests.CANARY);
            assertThat(headrace.log().lines())
                    .noneMatch(line -> line.contains("\\tat ") || line.contains("\tat "));
            assertThat(
                            headrace.post(
                                            "/v1/streams/user-telemetry/events",
                                            Events.batch(List.of("after")))
                                    .statusCode())
                    .as("good requests are served as before")
                    .isEqualTo(202);
        }
    }

    private void tryOne(HeadraceProcess headrace, long number, Map<String, String> signature) {
        byte[] request = new MalformedRequests(number, signature).make();
        long start = System.nanoTime();
        try (var socket = new RawSocket(headrace.port())) {
            RawSocket.Heard heard = heard(socket, request);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (heard.answers() > 0) {
                answered.incrementAndGet();
            }
            if (FAULT.matcher(heard.text()).find() || heard.text().contains("\tat ")) {
                findings.add(number + ": " + heard.text());
            }
            if (!heard.closed() || took.compareTo(NEVER_LONGER) > 0) {
                findings.add(number + ": neither answered nor closed in " + took);
            }
        } catch (IOException e) {
            findings.add(number + ": " + e);
        }
    }

    /**
     * The server may answer and close before it has seen all: then writing fails, and that is fine.
     */
    private static RawSocket.Heard heard(RawSocket socket, byte[] request) throws IOException {
        try {
            socket.send(new String(request, StandardCharsets.ISO_8859_1)).endOfOutput();
        } catch (IOException e) {
            return socket.hear(Duration.ofSeconds(10));
        }
        return socket.hear(NEVER_LONGER);
    }
}
