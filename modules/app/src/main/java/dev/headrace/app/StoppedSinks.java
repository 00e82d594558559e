package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.publishing.SinkFindings;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.SinkSettings;
import dev.headrace.publishing.SinkTrial;
import dev.headrace.validation.LoadedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sinks of a node that is stopped. Where the node has a data folder, its lock is held, so that
 * no server delivers meanwhile; the folder is left as it is.
 */
final class StoppedSinks {

    private static final String NO_DATABASE =
            "uses the database that Headrace starts itself: ask the node while it runs, by headrace admin sink check";

    private final HeadraceSettings settings;
    private final SinkPlugins plugins;

    /**
     * @param plugins have found nothing wrong with the settings
     */
    StoppedSinks(HeadraceSettings settings, SinkPlugins plugins) {
        this.settings = settings;
        this.plugins = plugins;
    }

    /**
     * Opens each sink as a start does, asks whether it can use its target, and closes it.
     *
     * @param names the sinks
     * @param atMost how long one may take
     * @throws StartException when a server runs on the data folder
     */
    List<SinkFindings> ask(List<String> names, Duration atMost)
            throws IOException, InterruptedException {
        List<SinkSettings> sinks =
                SinkDefaults.complete(settings, store()).stream()
                        .filter(sink -> names.contains(sink.name()))
                        .toList();
        if (!Files.exists(settings.dataDir().resolve("lock"))) {
            return ask(sinks, new SecureRandom(), atMost);
        }
        var random = new SecureRandom();
        try (DataFolder held = DataFolder.open(settings.dataDir(), random)) {
            return ask(sinks, random, atMost);
        } catch (EventLogFailedException e) {
            throw new StartException(
                    e.getMessage() + "; ask a node that runs by headrace admin sink check NAME", e);
        }
    }

    private List<SinkFindings> ask(List<SinkSettings> sinks, SecureRandom random, Duration atMost)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("headrace-check-");
        try {
            var streams = LoadedStreams.load(settings.streamFolders(), work.resolve("digests"));
            var around =
                    new SinkTrial.Around(
                            streams, Clock.systemUTC(), random, work.resolve("scratch"));
            List<SinkSettings> reachable =
                    sinks.stream().filter(sink -> !needsOwnDatabase(sink)).toList();
            var found =
                    new ArrayList<SinkFindings>(
                            new SinkTrial(plugins, around, atMost).ask(reachable));
            sinks.stream()
                    .filter(this::needsOwnDatabase)
                    .map(sink -> SinkFindings.unknown(sink, NO_DATABASE))
                    .forEach(found::add);
            found.sort(Comparator.comparing(SinkFindings::sink));
            return found;
        } finally {
            delete(work);
        }
    }

    private boolean needsOwnDatabase(SinkSettings sink) {
        return settings.store() instanceof Store.Embedded && SinkDefaults.usesStore(sink);
    }

    private Optional<Store.Database> store() {
        return settings.store() instanceof Store.Database database
                ? Optional.of(database)
                : Optional.empty();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
