package dev.headrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import dev.headrace.validation.ContractCheck;
import dev.headrace.validation.LoadedStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedStreamsTest {

    /** Surefire runs in the module's folder. */
    private static final List<Path> STREAMS = List.of(Path.of("").toAbsolutePath());

    @TempDir Path data;

    @Test
    void everyExampleIsJudgedAsItSays() {
        ContractCheck check = ContractCheck.run(STREAMS);

        assertThat(check.wrong()).isEmpty();
        assertThat(check.streams()).isEqualTo(1);
        assertThat(check.examples()).isGreaterThan(30);
    }

    @Test
    void everyKeywordIsGuardedByAnExample() {
        ContractCheck check = ContractCheck.run(STREAMS);

        assertThat(check.unguarded()).isEmpty();
    }

    @Test
    void userTelemetryLoadsWithTheLimitsThatItsClientNeeds() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract contract = streams.find(new StreamName("user-telemetry")).orElseThrow();
        assertThat(contract.limits().request()).hasToString("8MiB");
        assertThat(contract.limits().events()).isEqualTo(5000);
        assertThat(contract.layout()).containsExactly("/app", "/stage", "/type");
        assertThat(contract.dialects()).containsExactly("guardian");
        assertThat(contract.retention()).contains(Duration.ofDays(400));
    }
}
