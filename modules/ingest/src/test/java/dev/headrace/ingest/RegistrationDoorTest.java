package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Deployments;
import dev.headrace.event.StreamCatalog;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.TrustedProxies;
import dev.headrace.validation.LoadedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationDoorTest {

    @TempDir Path folder;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void givesEachDeploymentAnIdAndAKeyThatNoCacheKeeps() throws IOException {
        RegistrationDoor door = door(streams("auth: [none, signature]\nsigner: /a"));

        Answer one = door.register(from("203.0.113.1"));
        Answer other = door.register(from("203.0.113.1"));

        assertThat(one.status()).isEqualTo(201);
        assertThat(one.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(text(one))
                .matches("\\{\"deployment\":\"d1-[0-9a-f-]{36}\",\"key\":\"[0-9a-f]{64}\"}")
                .isNotEqualTo(text(other));
    }

    @Test
    void aNetworkRegistersOnlySoOftenAndKeepsNobodyElseFromIt() throws IOException {
        RegistrationDoor door = door(streams("auth: [signature]\nsigner: /a"));
        for (int host = 0; host < 20; host++) {
            assertThat(door.register(from("203.0.113." + host)).status()).isEqualTo(201);
        }

        Answer tooMany = door.register(from("203.0.113.200"));

        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.headers()).containsEntry("Retry-After", "1");
        assertThat(door.register(from("198.51.100.1")).status()).isEqualTo(201);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(door.register(from("203.0.113.200")).status()).isEqualTo(201);
    }

    @Test
    void aNetworkThatAsksForFarTooManyLeavesTheOthersTheirShare() throws IOException {
        RegistrationDoor door = door(streams("auth: [signature]\nsigner: /a"));
        Set<Integer> answers = new HashSet<>();
        for (int attempt = 0; attempt < 1_000; attempt++) {
            answers.add(door.register(from("203.0.113.1")).status());
        }

        assertThat(answers).containsExactlyInAnyOrder(201, 429);
        assertThat(door.register(from("198.51.100.1")).status()).isEqualTo(201);
    }

    @Test
    void allNetworksTogetherRegisterOnlySoOften() throws IOException {
        RegistrationDoor door = door(streams("auth: [none, signature]\nsigner: /a"));
        Set<Integer> answers = new HashSet<>();
        for (int network = 0; network < 200; network++) {
            answers.add(door.register(from("10.1." + network + ".1")).status());
        }

        assertThat(answers).containsExactly(201);
        assertThat(door.register(from("10.2.0.1")).status()).isEqualTo(429);
    }

    @Test
    void whereNoStreamTakesSignaturesThereIsNothing() throws IOException {
        assertThat(door(streams("auth: [none]")).register(from("203.0.113.1")).status())
                .isEqualTo(404);
    }

    private RegistrationDoor door(StreamCatalog catalog) {
        Deployments deployments =
                Deployments.open(
                        folder.resolve("deployments.json"), new Random(3), Clock.systemUTC());
        return new RegistrationDoor(
                deployments, catalog, new ClientAddresses(TrustedProxies.NONE), nanos::get);
    }

    private StreamCatalog streams(String lines) throws IOException {
        Path stream = Files.createDirectories(folder.resolve("streams/s"));
        Files.writeString(
                stream.resolve("v1.schema.json"),
                "{\"properties\": {\"a\": {\"type\": \"string\"}}}");
        Files.writeString(
                stream.resolve("stream.yaml"),
                "name: s\nlistener: public\nschemas: { 1: v1.schema.json }\n" + lines + "\n");
        return LoadedStreams.load(List.of(stream.getParent()), folder.resolve("digests.json"));
    }

    private static Optional<ClientAddress> from(String address) {
        return ClientAddress.parse(address);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
