package dev.headrace.benchmark;

import dev.headrace.auth.Authentication;
import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.HmacSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Checking the HMAC headers of one request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"})
public class HmacBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final Authenticator authenticator;
    private final Credentials good;
    private final Credentials forged;

    /** Makes a key and signs with it. */
    public HmacBenchmark() {
        try {
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            Path keys = Files.createTempDirectory("headrace-keys").resolve("hmac.json");
            HmacKeyFile.createIfMissing(keys, new SecureRandom(), clock);
            authenticator =
                    Authenticator.open(
                            Optional.of(new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP)),
                            Optional.empty(),
                            clock);
            HmacSigner signer = HmacKeyFile.currentSigner(keys);
            good = credentials(signer.headers(NOW, SignedRequests.PATH));
            forged = credentials(new HmacSigner("a-guess-at-a-secret").headers(NOW, "/"));
        } catch (IOException e) {
            throw new IllegalStateException("no place for a key file", e);
        }
    }

    private static Credentials credentials(Map<String, String> headers) {
        return new Credentials(
                Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                Optional.of("example-service"),
                List.of(),
                SignedRequests.PATH);
    }

    /** A good signature. */
    @Benchmark
    public Authentication good() {
        return authenticator.authenticate(good);
    }

    /** A signature by another key. */
    @Benchmark
    public Authentication forged() {
        return authenticator.authenticate(forged);
    }
}
