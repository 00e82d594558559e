package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

    private static final int LIMIT = 100_000;

    private final MemoryBudget budget = new MemoryBudget(10 * LIMIT);
    private final SlowBodyWatch watch = new SlowBodyWatch(Duration.ofMillis(600));
    private final BodyReader reader = new BodyReader(budget, watch);

    @AfterEach
    void stopWatching() {
        watch.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 65_536, LIMIT})
    void readsWhatWasSentWithAndWithoutALength(int size) {
        byte[] sent = new byte[size];
        Arrays.fill(sent, (byte) 'x');

        try (Body known = reader.read(request(sent, "identity", size), LIMIT);
                Body unknown = reader.read(request(sent, "identity", -1), LIMIT)) {
            assertThat(Arrays.copyOf(known.bytes(), known.length())).isEqualTo(sent);
            assertThat(Arrays.copyOf(unknown.bytes(), unknown.length())).isEqualTo(sent);
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void inflatesGzipAndZstd() throws IOException {
        byte[] text = "{\"a\":1}".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        try (Body gzip = reader.read(request(gzip(text), "gzip", -1), LIMIT);
                Body zstd = reader.read(request(Zstd.compress(text), "zstd", -1), LIMIT)) {
            assertThat(Arrays.copyOf(gzip.bytes(), gzip.length())).isEqualTo(text);
            assertThat(Arrays.copyOf(zstd.bytes(), zstd.length())).isEqualTo(text);
        }
    }

    @Test
    void stopsInflatingABombAtTheLimit() throws IOException {
        byte[] zeros = new byte[200_000_000];

        assertRefused(Problem.TOO_LARGE, request(gzip(zeros), "gzip", -1));
        assertRefused(Problem.TOO_LARGE, request(Zstd.compress(zeros), "zstd", -1));
        assertThat(budget.taken()).isZero();
    }

    @Test
    void refusesAnAnnouncedLengthWithoutReading() {
        InputStream unreadable =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("read although it was announced as too large");
                    }
                };

        assertRefused(Problem.TOO_LARGE, request(unreadable, "identity", LIMIT + 1));
    }

    @Test
    void refusesWhatIsNotEncodedAsItSays() throws IOException {
        byte[] cut = Arrays.copyOf(gzip(new byte[5_000]), 20);

        assertRefused(
                Problem.BAD_REQUEST, request("plain".getBytes(StandardCharsets.UTF_8), "gzip", -1));
        assertRefused(
                Problem.BAD_REQUEST, request("plain".getBytes(StandardCharsets.UTF_8), "zstd", -1));
        assertRefused(Problem.BAD_REQUEST, request(cut, "gzip", -1));
        assertRefused(Problem.UNSUPPORTED_MEDIA_TYPE, request(cut, "br", -1));
    }

    @Test
    void refusesABodyThatEndsEarly() {
        InputStream ending =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UncheckedIOException(new IOException("the peer is gone"));
                    }
                };

        assertRefused(Problem.BAD_REQUEST, request(ending, "identity", 10));
    }

    @Test
    void endsABodyThatTricklesAndLeavesTheThreadUsable() throws IOException {
        try (var in = new PipedInputStream();
                var out = new PipedOutputStream(in)) {
            out.write('{');

            assertRefused(Problem.SLOW_BODY, request(in, "identity", -1));
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void tellsCallersToComeAgainWhenAllBodiesTogetherAreTooLarge() {
        var small = new BodyReader(new MemoryBudget(50_000), watch);

        try (Body first = small.read(request(new byte[40_000], "identity", 40_000), LIMIT)) {
            assertThat(first.length()).isEqualTo(40_000);
            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(
                            () -> small.read(request(new byte[40_000], "identity", 40_000), LIMIT))
                    .extracting(RequestRefusedException::problem)
                    .isEqualTo(Problem.OVERLOADED);
        }
        small.read(request(new byte[40_000], "identity", 40_000), LIMIT).close();
    }

    private void assertRefused(Problem problem, IngestRequest request) {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> reader.read(request, LIMIT))
                .extracting(RequestRefusedException::problem)
                .isEqualTo(problem);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static IngestRequest request(byte[] body, String encoding, long length) {
        return request(new ByteArrayInputStream(body), encoding, length);
    }

    private static IngestRequest request(InputStream body, String encoding, long length) {
        return new IngestRequest(
                "example",
                Contract.Listener.PUBLIC,
                Optional.empty(),
                new Credentials(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "/"),
                Optional.empty(),
                Optional.of("application/json"),
                encoding.equals("identity") ? Optional.empty() : Optional.of(encoding),
                length,
                Optional.empty(),
                Optional.empty(),
                Set::of,
                Sender.UNKNOWN,
                body);
    }
}
