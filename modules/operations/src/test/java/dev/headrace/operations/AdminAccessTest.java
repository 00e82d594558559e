package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.auth.AdminTokens;
import dev.headrace.event.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminAccessTest {

    private static final String OPERATOR = "o".repeat(40);
    private static final String VIEWER = "v".repeat(40);
    private static final InetAddress LOCAL = InetAddress.ofLiteral("10.1.2.3");

    @TempDir private Path folder;

    private final TestClock clock = new TestClock();
    private AdminAccess access;

    @BeforeEach
    void open() throws IOException {
        Path file = folder.resolve("admin.json");
        Files.writeString(
                file,
                """
                {"tokens":[{"name":"ann","role":"operator","token":"%s"},
                           {"name":"bob","role":"viewer","token":"%s"}]}
                """
                        .formatted(OPERATOR, VIEWER));
        access =
                new AdminAccess(
                        AdminTokens.open(file, clock),
                        new AllowedHosts(
                                "0.0.0.0", List.of("ops.example.org", "alt.example.org:8443")),
                        clock);
    }

    private AdminAccess.Knock knock(String method, String authorization) {
        return new AdminAccess.Knock(
                method,
                Optional.of("localhost:8081"),
                Optional.empty(),
                Optional.of(authorization),
                LOCAL,
                "10.0.0.7");
    }

    private AdminAccess.Knock from(String host, Optional<String> origin) {
        return new AdminAccess.Knock(
                "GET", Optional.of(host), origin, Optional.of("Bearer " + VIEWER), LOCAL, "::1");
    }

    private void assertRefused(AdminAccess.Knock knock, AdminProblem problem) {
        assertThatExceptionOfType(AdminRefusedException.class)
                .isThrownBy(() -> access.admit(knock))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(problem))
                .satisfies(
                        refused -> assertThat(refused.detail()).doesNotContain(OPERATOR, VIEWER));
    }

    @Test
    void aViewerMayLookAndAnOperatorMayChange() {
        assertThat(access.admit(knock("GET", "Bearer " + VIEWER)).administrator().name())
                .isEqualTo("bob");
        assertThat(access.admit(knock("POST", "bearer " + OPERATOR)).administrator().name())
                .isEqualTo("ann");
        assertRefused(knock("POST", "Bearer " + VIEWER), AdminProblem.FORBIDDEN);
        assertRefused(knock("DELETE", "Bearer " + VIEWER), AdminProblem.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic b3A6b3A=", "vvvv"})
    void anythingButATokenIsRefused(String authorization) {
        assertRefused(knock("GET", authorization), AdminProblem.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8081",
                "127.0.0.1:8081",
                "[::1]:8081",
                "10.1.2.3:8081",
                "ops.example.org",
                "ops.example.org:443",
                "alt.example.org"
            })
    void allowsItsOwnNames(String host) {
        assertThat(access.admit(from(host, Optional.empty()))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example.org",
                "localhost.evil.example.org",
                "ops.example.org.evil.example",
                "10.1.2.4:8081",
                "localhost:8081:8081",
                "localhost:",
                "user@localhost",
                "localhost/admin",
                "[::1",
                "0.0.0.0"
            })
    void refusesAnyOtherHost(String host) {
        assertRefused(from(host, Optional.empty()), AdminProblem.FOREIGN_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8081, http://localhost:8081",
        "localhost:8081, HTTP://LocalHost:8081",
        "ops.example.org, https://ops.example.org",
        "localhost:8081, https://ops.example.org",
        "localhost:8081, https://alt.example.org:8443"
    })
    void allowsPagesOfItsOwnOriginAndOfTheList(String host, String origin) {
        assertThat(access.admit(from(host, Optional.of(origin)))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8081, null",
        "localhost:8081, http://localhost:3000",
        "localhost:8081, http://localhost",
        "localhost:8081, https://evil.example.org",
        "localhost:8081, https://alt.example.org",
        "localhost:8081, https://ops.example.org:444",
        "localhost:8081, file://localhost:8081",
        "localhost:8081, http://localhost:8081/x"
    })
    void refusesPagesOfAnyOtherOrigin(String host, String origin) {
        assertRefused(from(host, Optional.of(origin)), AdminProblem.FOREIGN_ORIGIN);
    }

    @Test
    void whoFailsTenTimesInASecondWaitsForTheNextEvenWithAGoodToken() {
        for (int i = 0; i < FailedAttempts.MOST_A_SECOND; i++) {
            assertRefused(knock("GET", "Bearer guess" + i), AdminProblem.UNAUTHENTICATED);
        }

        assertRefused(knock("GET", "Bearer " + OPERATOR), AdminProblem.TOO_MANY_FAILURES);
        assertThat(access.admit(from("localhost", Optional.empty())))
                .as("another address")
                .isNotNull();

        clock.step(Duration.ofSeconds(1));
        assertThat(access.admit(knock("GET", "Bearer " + OPERATOR))).isNotNull();
    }

    @Test
    void refusalsShowInMetricsByReason() {
        var gauges = new HashMap<String, LongSupplier>();
        access.register(
                new Meters() {
                    @Override
                    public Counter counter(String name, Map<String, String> tags) {
                        throw new AssertionError(name);
                    }

                    @Override
                    public void gauge(String name, Map<String, String> tags, LongSupplier value) {
                        assertThat(name).isEqualTo("admin_refused_requests");
                        gauges.put(String.valueOf(tags.get("code")), value);
                    }
                });

        assertRefused(from("evil.example.org", Optional.empty()), AdminProblem.FOREIGN_HOST);

        assertThat(gauges)
                .hasEntrySatisfying(
                        "foreign-host", count -> assertThat(count.getAsLong()).isEqualTo(1));
        assertThat(gauges)
                .hasEntrySatisfying("forbidden", count -> assertThat(count.getAsLong()).isZero());
    }

    @Test
    void failuresOfManyAddressesTakeNoMoreThanSoMuchMemory() {
        var failures = new FailedAttempts(clock);
        for (int address = 0; address < 10 * FailedAttempts.MOST_ADDRESSES; address++) {
            for (int i = 0; i < FailedAttempts.MOST_A_SECOND; i++) {
                failures.failed("a" + address);
            }
        }

        assertThat(failures.mustWait("a" + (10 * FailedAttempts.MOST_ADDRESSES - 1))).isTrue();
        assertThat(failures.mustWait("a0")).as("forgotten").isFalse();
    }

    @Test
    void refusesAListEntryThatIsNoHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AllowedHosts("localhost", List.of("https://ops.example.org")))
                .withMessageContaining("\"https://ops.example.org\" is not a host such as");
    }
}
