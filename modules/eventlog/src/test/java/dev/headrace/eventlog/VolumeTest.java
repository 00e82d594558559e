package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.Volume.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeTest {

    @ParameterizedTest
    @CsvSource({
        "ext4, DISK",
        "xfs, DISK",
        "btrfs, DISK",
        "tmpfs, MEMORY",
        "overlay, CONTAINER_LAYER",
        "nfs4, REMOTE",
        "fuse.sshfs, REMOTE",
        "9p, REMOTE"
    })
    void tellsAFileSystemsWorthByItsName(String fileSystem, Kind kind) {
        assertThat(Volume.kind(fileSystem)).isEqualTo(kind);
    }

    @Test
    void measuresTheForceInOrder(@TempDir Path folder) throws IOException {
        ForceTimes times = ForceTimes.measure(folder, 20);

        assertThat(times.count()).isEqualTo(20);
        assertThat(times.p50()).isPositive().isLessThanOrEqualTo(times.p99());
        assertThat(times.p99()).isLessThanOrEqualTo(times.longest());
        assertThat(folder).as("the file of the measurement is gone").isEmptyDirectory();
    }

    @Test
    void findsAForceSuspiciousThatIsFasterThanDisksAre() {
        assertThat(times(Duration.ofNanos(900)).isSuspicious()).isTrue();
        assertThat(times(Duration.ofMillis(2)).isSuspicious()).isFalse();
    }

    private static ForceTimes times(Duration p50) {
        return new ForceTimes(100, p50, p50, p50);
    }
}
