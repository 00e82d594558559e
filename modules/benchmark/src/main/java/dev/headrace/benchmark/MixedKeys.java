package dev.headrace.benchmark;

import dev.headrace.auth.HmacSigner;
import dev.headrace.auth.SessionTokens;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The credentials of a mixed load: secrets of services, tokens of sessions, keys of deployments.
 * Safe for use by any number of threads.
 */
final class MixedKeys {

    /** The organisations that sessions belong to and that the core's service speaks for. */
    static final List<String> ORGANISATIONS = List.of("7", "9");

    /** Believed of the driver, which the node's configuration trusts as a proxy. */
    static final String FORWARDED = "X-Forwarded-For";

    private static final Duration LIFE = Duration.ofHours(1);
    private static final int DEPLOYMENTS = 4;
    private static final int CREATED = 201;

    private final HmacSigner service;
    private final HmacSigner core;
    private final Path sessionKeys;
    private final List<Deployment> deployments;
    private final Clock clock;

    /** A deployment that has registered. */
    private record Deployment(String id, byte[] key) {}

    /** The secrets of services, in a file that the node reads. */
    record Secrets(Path file, String service, String core) {

        /** Makes them, at random. */
        static Secrets write(Path file, RandomGenerator random) throws IOException {
            var secrets = new Secrets(file, secret(random), secret(random));
            Files.writeString(
                    file,
                    """
                    {"keys":[{"id":"shared","secret":"%s","status":"current"},
                             {"id":"core","secret":"%s","status":"current",
                              "service":"core-api","organisations":["7","9"]}]}
                    """
                            .formatted(secrets.service, secrets.core));
            return secrets;
        }

        private static String secret(RandomGenerator random) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }

        /** Without them. */
        @Override
        public String toString() {
            return "Secrets[" + file + "]";
        }
    }

    private MixedKeys(
            Secrets secrets, Path sessionKeys, List<Deployment> deployments, Clock clock) {
        this.service = new HmacSigner(secrets.service());
        this.core = new HmacSigner(secrets.core());
        this.sessionKeys = sessionKeys;
        this.deployments = List.copyOf(deployments);
        this.clock = clock;
    }

    /** Reads the node's key of sessions and registers some deployments with it. */
    static MixedKeys open(NodeUnderTest node, Secrets secrets, Clock clock) throws IOException {
        var deployments = new ArrayList<Deployment>();
        try (var connection = new Connection(node.address())) {
            for (int i = 0; i < DEPLOYMENTS; i++) {
                deployments.add(register(connection));
            }
        }
        return new MixedKeys(secrets, node.sessionKeys(), deployments, clock);
    }

    private static Deployment register(Connection connection) throws IOException {
        Answer answer =
                connection.exchange(
                        RequestBytes.post(
                                "/v1/deployments", "application/json", Map.of(), new byte[0]));
        if (answer.status() != CREATED) {
            throw new IOException("no deployment was registered: " + answer.status());
        }
        JsonNode made = JsonMapper.shared().readTree(answer.body());
        return new Deployment(
                made.path("deployment").asString(),
                HexFormat.of().parseHex(made.path("key").asString()));
    }

    /** The headers of a tool's own service. */
    Map<String, String> service(String path) {
        return service.headers(clock.instant(), path);
    }

    /** The headers of the service that speaks for the organisations. */
    Map<String, String> core(String path) {
        return core.headers(clock.instant(), path);
    }

    /**
     * The headers of a new session.
     *
     * @param address where it is: rates may be by address
     */
    Map<String, String> session(String actor, String organisation, String session, String address) {
        String token =
                SessionTokens.make(
                        sessionKeys,
                        new SessionTokens.Wanted(actor, organisation, session, LIFE),
                        clock);
        return Map.of("Authorization", "Bearer " + token, FORWARDED, address);
    }

    /** The address of some client, of the range that is for benchmarks. */
    static String address(RandomGenerator random) {
        return "198.18.%d.%d".formatted(random.nextInt(256), random.nextInt(1, 255));
    }

    /** The id of one of the deployments. */
    String deployment(int number) {
        return deployments.get(Math.floorMod(number, deployments.size())).id();
    }

    /** The headers that sign the report of a deployment. */
    Map<String, String> signature(int number, String nonce, byte[] body) {
        Deployment by = deployments.get(Math.floorMod(number, deployments.size()));
        String time = String.valueOf(clock.instant().getEpochSecond());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(by.key(), "HmacSHA256"));
            mac.update((time + "." + nonce + ".").getBytes(StandardCharsets.US_ASCII));
            return Map.of(
                    "X-Deployment",
                    by.id(),
                    "X-Timestamp",
                    time,
                    "X-Nonce",
                    nonce,
                    "X-Signature",
                    "v1=" + HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 belongs to every JDK", e);
        }
    }

    /** Where the node listens. */
    static InetSocketAddress address(NodeUnderTest node, MixedStream.Door door) {
        return switch (door) {
            case PUBLIC -> node.address();
            case INTERNAL -> node.internalAddress();
        };
    }
}
