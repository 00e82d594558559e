package dev.headrace.sink.tck;

import dev.headrace.sink.SinkProvider;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The kit around a sink of a {@link Shelf}. */
@ExtendWith(Cages.class)
class ShelfCage extends SinkContract {

    @TempDir private static Path folder;

    @Override
    protected SinkProvider provider() {
        return Cages.inside();
    }

    @Override
    protected Target start() {
        return new Shelf(folder);
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        return Map.of("folder", folder.toString());
    }

    @Override
    protected Duration visibleWithin() {
        return Duration.ofSeconds(3);
    }

    @Override
    protected Duration goneWithin() {
        return Duration.ofSeconds(5);
    }
}
