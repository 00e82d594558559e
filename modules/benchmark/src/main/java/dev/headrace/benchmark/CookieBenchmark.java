package dev.headrace.benchmark;

import dev.headrace.auth.Authentication;
import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.PandaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Checking a person's pan-domain cookie (RSA-4096): the first time, and when it is known. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"})
public class CookieBenchmark {

    private static final int PEOPLE = 256;

    /** The cookies of some people, and the settings that accept them. */
    @State(Scope.Benchmark)
    public static class Cookies {

        private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
        private static final String NAME = "gutoolsAuth-assym";
        private static final String DOMAIN = "newsroom.example";

        private final List<Credentials> requests = new ArrayList<>(PEOPLE);
        private final PandaSettings settings;

        /** Makes a key and signs a cookie for each person. */
        public Cookies() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(4096);
                KeyPair pair = generator.generateKeyPair();
                Path file = Files.createTempFile("panda", ".settings");
                String key = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
                Files.writeString(file, "publicKey=" + key + "\n");
                settings = new PandaSettings(file, NAME, Set.of(DOMAIN), true);
                for (int person = 0; person < PEOPLE; person++) {
                    requests.add(request(cookie(pair.getPrivate(), person)));
                }
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("no cookies could be made", e);
            }
        }

        Authenticator open() {
            return Authenticator.open(
                    Optional.empty(), Optional.of(settings), Clock.fixed(NOW, ZoneOffset.UTC));
        }

        private static String cookie(PrivateKey key, int person) throws GeneralSecurityException {
            byte[] payload =
                    "firstName=A&lastName=B&email=person%d@%s&system=x&authedIn=x&expires=%d&multifactor=true"
                            .formatted(person, DOMAIN, NOW.plusSeconds(3600).toEpochMilli())
                            .getBytes(StandardCharsets.UTF_8);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(payload);
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(payload) + "." + base64.encodeToString(signature.sign());
        }

        private static Credentials request(String cookie) {
            return new Credentials(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("theme=dark; " + NAME + "=" + cookie),
                    SignedRequests.PATH);
        }
    }

    /** An authenticator that knows no cookie yet. */
    @State(Scope.Thread)
    public static class Unknown {

        private Optional<Authenticator> authenticator = Optional.empty();

        /** Once for all the people, which takes tens of milliseconds, so that it does not show. */
        @Setup(Level.Invocation)
        public void forget(Cookies cookies) {
            authenticator = Optional.of(cookies.open());
        }
    }

    /** An authenticator that has seen everybody. */
    @State(Scope.Thread)
    public static class Known {

        private Optional<Authenticator> authenticator = Optional.empty();
        private int next;

        /** Shows it everybody. */
        @Setup
        public void meet(Cookies cookies) {
            Authenticator opened = cookies.open();
            for (Credentials request : cookies.requests) {
                if (!(opened.authenticate(request) instanceof Authentication.Authenticated)) {
                    throw new IllegalStateException("a good cookie is refused");
                }
            }
            authenticator = Optional.of(opened);
        }
    }

    /** Each person's first request. */
    @Benchmark
    @OperationsPerInvocation(PEOPLE)
    public void firstTime(Cookies cookies, Unknown state, Blackhole sink) {
        Authenticator authenticator = state.authenticator.orElseThrow();
        for (Credentials request : cookies.requests) {
            sink.consume(authenticator.authenticate(request));
        }
    }

    /** Any later request. */
    @Benchmark
    public Authentication cached(Cookies cookies, Known state) {
        state.next = (state.next + 1) % PEOPLE;
        return state.authenticator.orElseThrow().authenticate(cookies.requests.get(state.next));
    }
}
