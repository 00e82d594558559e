package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.AuthHealth;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.publishing.Accounts;
import dev.headrace.publishing.Accounts.Account;
import dev.headrace.publishing.Required;
import dev.headrace.publishing.SinkState;
import dev.headrace.publishing.SinkStatus;
import dev.headrace.publishing.SinkWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

    @Test
    void isReadyWhileTheLogTakesEvents() {
        HealthCheckResponse answer =
                EventLogHealth.response(log(false, Optional.empty(), List.of()), 12.9);

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("usedBytes", 64L)
                .doesNotContainKey("damage");
    }

    @Test
    void isNotReadyWhenTheLogIsFullOrHasFailed() {
        HealthCheckResponse full =
                EventLogHealth.response(log(true, Optional.empty(), List.of()), 12.9);
        HealthCheckResponse failed =
                EventLogHealth.response(log(false, Optional.of("no space left"), List.of()), 12.9);

        assertThat(full.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(failed.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(failed.getData().orElseThrow()).containsEntry("failure", "no space left");
    }

    @Test
    void staysReadyAndShowsWhatCannotBeRead() {
        HealthCheckResponse answer =
                EventLogHealth.response(
                        log(false, Optional.empty(), List.of("segment 0 at 4096")), 12.9);

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow()).containsEntry("damage", "segment 0 at 4096");
    }

    @ParameterizedTest
    @EnumSource(SinkState.class)
    void staysReadyInEveryStateOfASinkAndShowsIt(SinkState state) {
        HealthCheckResponse answer = SinksHealth.response(List.of(sink(state)));

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(String.valueOf(answer.getData().orElseThrow().get("lake")))
                .startsWith(
                        SinksHealth.word(state) + " since 2026-11-22T00:00:00Z, 17 records behind")
                .endsWith("last fault connection-refused");
    }

    @Test
    void showsThatKeysCouldNotBeReadAgainAndStaysReady() {
        HealthCheckResponse answer =
                KeysHealth.response(
                        List.of(
                                new AuthHealth("hmac keys", true, "2 keys"),
                                new AuthHealth("panda settings", false, "gone")));

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("hmac keys", "good: 2 keys")
                .containsEntry("panda settings", "failing: gone");
    }

    @Test
    void staysReadyWhenTheAccountsDoNotCloseAndSaysWhere() {
        var lost = new Account("lake", "web", 10, 6, 1, 0, 1, 2, 0);
        var unread = new Account("lake", "", 3, 0, 0, 0, 0, 3, 0);
        var closed = new Account("rows", "web", 10, 10, 0, 0, 0, 0, 0);

        HealthCheckResponse answer =
                AccountsHealth.response(
                        new Accounts(
                                Instant.parse("2026-11-22T00:00:00Z"),
                                List.of(lost, unread, closed)));

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsOnlyKeys("unaccounted", "at", "lake, web", "lake, unknown stream")
                .containsEntry("unaccounted", 5L)
                .containsEntry("at", "2026-11-22T00:00:00Z")
                .containsEntry(
                        "lake, web",
                        "2 unaccounted: 10 routed, 6 delivered, 1 dead letters, 0 expired, 1 pending");
    }

    private static LogStatus log(boolean full, Optional<String> failure, List<String> damage) {
        return new LogStatus(64, 32, 1024, 1, 0, full, failure, damage);
    }

    private static SinkStatus sink(SinkState state) {
        return new SinkStatus(
                "lake",
                "file",
                Required.REQUIRED,
                state,
                Instant.parse("2026-11-22T00:00:00Z"),
                Optional.of("connection-refused"),
                17,
                Duration.ZERO,
                0,
                0,
                new SinkWork(Optional.empty(), 0, 0, 0, 500, 1 << 20, 0),
                Map.of(),
                Map.of());
    }

    @Test
    void aStreamThatKeepsItsOldFormIsSaidAndTakesNothingDown() {
        HealthCheckResponse answer =
                StreamsHealth.response(3, List.of("web/stream.yaml:4: /limits is no map"));

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("streams", 3L)
                .containsEntry("problem 1", "web/stream.yaml:4: /limits is no map");
    }
}
