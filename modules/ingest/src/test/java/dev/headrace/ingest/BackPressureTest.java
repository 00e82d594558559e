package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.eventlog.LogState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the doors do when the disk does not keep up. */
class BackPressureTest {

    private static final int CALLERS = 64;
    private static final int POSTS_EACH = 10;

    /** Sixty-four callers hold four times what all bodies together may take. */
    private static final long BODIES_AT_MOST = 8 << 20;

    @TempDir private Path folder;

    private static byte[] halfMebibyte() {
        String event = "{\"a\":1,\"fill\":\"" + "x".repeat(1000) + "\"}";
        return ("[" + (event + ",").repeat(511) + event + "]").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private enum Sent {
        PLAIN,
        GZIP
    }

    /**
     * The disk takes one append for every ten that are pushed: it gets a permit only when ten
     * requests have been answered or wait.
     */
    @ParameterizedTest
    @EnumSource
    void keepsMemoryFlatWhenClientsPushTenTimesMoreThanTheDiskTakes(Sent sent) throws Exception {
        byte[] plain = halfMebibyte();
        byte[] body = sent == Sent.PLAIN ? plain : gzip(plain);
        try (var fixture = new PipelineFixture(folder, "{}", Optional.empty())) {
            var pushed = new AtomicInteger();
            var disk = new Semaphore(0);
            var peak = new AtomicLong();
            fixture.log.disk =
                    bytes -> {
                        peak.accumulateAndGet(
                                fixture.meters.value("request_bodies_bytes"), Math::max);
                        disk.acquire();
                    };
            var outcomes = new Outcomes();
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(
                        Thread.ofVirtual()
                                .start(() -> push(fixture, body, sent, outcomes, pushed, disk)));
            }
            releaseWhenAllWait(callers, disk);
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(peak.get()).isPositive().isLessThanOrEqualTo(BODIES_AT_MOST);
            assertThat(fixture.meters.value("request_bodies_bytes")).isZero();
            assertThat(outcomes.accepted.get() + outcomes.overloaded.get())
                    .isEqualTo(CALLERS * POSTS_EACH);
            assertThat(outcomes.accepted.get()).isPositive();
            assertThat(outcomes.overloaded.get()).isPositive();
            assertThat(fixture.log.records()).isEqualTo(512L * outcomes.accepted.get());
        }
    }

    private static final class Outcomes {
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger overloaded = new AtomicInteger();
    }

    private static void push(
            PipelineFixture fixture,
            byte[] body,
            Sent sent,
            Outcomes outcomes,
            AtomicInteger pushed,
            Semaphore disk) {
        for (int i = 0; i < POSTS_EACH; i++) {
            if (pushed.incrementAndGet() % 10 == 0) {
                disk.release();
            }
            try {
                fixture.pipeline.ingest(
                        PipelineFixture.request(
                                PipelineFixture.nobody(),
                                Optional.empty(),
                                sent == Sent.GZIP ? Optional.of("gzip") : Optional.empty(),
                                body.length,
                                new ByteArrayInputStream(body)));
                outcomes.accepted.incrementAndGet();
            } catch (RequestRefusedException e) {
                assertThat(e.problem()).isEqualTo(Problem.OVERLOADED);
                outcomes.overloaded.incrementAndGet();
            }
        }
    }

    /** When nobody pushes any more, the disk takes what waits. */
    private static void releaseWhenAllWait(List<Thread> callers, Semaphore disk)
            throws InterruptedException {
        while (callers.stream().anyMatch(Thread::isAlive)) {
            List<Thread> alive = callers.stream().filter(Thread::isAlive).toList();
            if (alive.stream().allMatch(one -> one.getState() == Thread.State.WAITING)) {
                disk.release();
            }
            alive.getFirst().join(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "FAILED"})
    void refusesBeforeTheBodyIsReadWhileTheLogTakesNothingAndRecoversByItself(LogState state) {
        try (var fixture = new PipelineFixture(folder, "{}", Optional.empty())) {
            fixture.log.state = state;
            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(() -> fixture.pipeline.ingest(unreadable()))
                    .satisfies(refused -> {
                        Answer answer = Refusals.problem(refused);
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(answer.headers()).containsKey("Retry-After");
                    });
            fixture.log.state = LogState.OPEN;

            fixture.post("[{\"a\":1}]");

            assertThat(fixture.log.records()).isEqualTo(1);
        }
    }

    private static IngestRequest unreadable() {
        return PipelineFixture.request(
                PipelineFixture.nobody(),
                Optional.empty(),
                Optional.empty(),
                100,
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("read although the log takes nothing");
                    }

                    @Override
                    public int read(byte[] into, int from, int length) {
                        return read();
                    }
                });
    }

    /** A tree takes up to fifty times the memory of its text. */
    @Test
    void makesNoTreeOfAnEventThatIsTooLarge() {
        String bomb = "{\"a\":[" + "[],".repeat(300_000) + "[]]}";
        byte[] bytes = bomb.getBytes(StandardCharsets.UTF_8);
        var body = new Body(bytes, bytes.length, new MemoryBudget(Long.MAX_VALUE));
        var decoder = new EventDecoder();
        long before = allocated();

        Decoded decoded = decoder.decode(body, BodyFormat.JSON, 256 << 10).next();

        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        assertThat(allocated() - before).isLessThan(bytes.length);
    }

    private static long allocated() {
        var threads =
                (com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
