package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.persistence.StoreNode;
import dev.headrace.privacy.PrivacyKeyDesk;
import dev.headrace.privacy.PrivacyKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digests of those whom security rules count by. */
class InsightTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> BLUE = Optional.of("blue");

    private final Insight insight = new Insight(new Store.Embedded());
    private final Path file;
    private final PrivacyKeys keys;

    InsightTest(@TempDir Path folder) {
        this.file = folder.resolve("privacy.json");
        this.keys = PrivacyKeys.open(file, new Random(1), CLOCK);
        insight.open(Optional.empty(), StoreNode.NONE, keys, CLOCK);
    }

    @Test
    void dependOnTheOrganisationsKey() {
        String digest = insight.digest(RED, "scanning/192.0.2.7");

        assertThat(insight.digest(RED, "scanning/192.0.2.7")).isEqualTo(digest);
        assertThat(insight.digest(RED, "scanning/192.0.2.8")).isNotEqualTo(digest);
        assertThat(insight.digest(BLUE, "scanning/192.0.2.7")).isNotEqualTo(digest);
        assertThat(insight.digest(Optional.empty(), "scanning/192.0.2.7")).isNotEqualTo(digest);
        assertThat(digest).matches("h1:[A-Za-z0-9_-]{22}");
    }

    @Test
    void areNotThePseudonymsThatSinksSee() {
        assertThat(insight.digest(RED, "42")).isNotEqualTo(keys.inForce(RED).of("42"));
    }

    @Test
    void outliveARotationAndEndWithTheirKey() {
        var desk = new PrivacyKeyDesk(file, new Random(2), CLOCK);
        String digest = insight.digest(RED, "s");

        desk.rotate(RED);
        keys.refresh();
        assertThat(insight.digest(RED, "s")).isEqualTo(digest);

        desk.destroy(RED, List.of(1));
        keys.refresh();
        assertThat(insight.digest(RED, "s")).startsWith("h2:");
    }
}
