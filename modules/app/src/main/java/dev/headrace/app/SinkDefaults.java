package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.event.StreamCatalog;
import dev.headrace.publishing.PluginException;
import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.SinkSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in what only the application knows: {@code url: store} of a PostgreSQL sink becomes the
 * database of {@code headrace.store}, and a file sink without a path gets the lake of the data
 * folder.
 */
final class SinkDefaults {

    static final String FILE = "file";
    static final String POSTGRESQL = "postgresql";
    private static final String URL = "url";
    private static final String PATH = "path";
    private static final String STORE = "store";

    /** Stands for the embedded database while its real address is not known yet. */
    private static final Store.Database TO_COME =
            new Store.Database("jdbc:postgresql://127.0.0.1/headrace", "headrace", "");

    private SinkDefaults() {}

    /**
     * Lets the plugins check every sink before anything is opened.
     *
     * @throws SettingsException naming every problem of every sink
     */
    static void refuseBad(HeadraceSettings settings, SinkPlugins plugins) {
        List<String> problems = problems(settings, plugins);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /**
     * Refuses streams whose answers would wait for a sink in vain, that would give a sink more than
     * it is cleared for, or whose hints to insight cannot be obeyed.
     *
     * @throws SettingsException with a line for each
     */
    static void refuseVain(HeadraceSettings settings, SinkPlugins plugins, StreamCatalog streams) {
        List<SinkSettings> sinks = complete(settings, Optional.of(TO_COME));
        var problems =
                new ArrayList<>(
                        Publishing.checkAcknowledging(
                                streams.all(),
                                sinks,
                                plugins,
                                settings.limits().acknowledgeWait()));
        problems.addAll(Publishing.checkClearance(streams.all(), sinks));
        problems.addAll(Insight.problems(streams.all()));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /**
     * What the plugins say of the sinks of settings that are already known to be bad, so that
     * people see all at once. Nothing when the plugins cannot be asked: that has its own message
     * later.
     */
    static List<String> problems(HeadraceSettings settings) {
        try (SinkPlugins plugins = SinkPlugins.load(settings.pluginsFolder())) {
            return problems(settings, plugins);
        } catch (PluginException e) {
            return List.of();
        }
    }

    private static List<String> problems(HeadraceSettings settings, SinkPlugins plugins) {
        var problems = new ArrayList<String>();
        if (settings.store() instanceof Store.None) {
            settings.sinks().stream()
                    .filter(SinkDefaults::usesStore)
                    .map(sink ->
                            KnownSettings.SINKS
                                    + sink.name()
                                    + ".url: is store, but headrace.store is none;"
                                    + " say embedded, or headrace.store.url")
                    .forEach(problems::add);
        }
        Store.Database store =
                settings.store() instanceof Store.Database database ? database : TO_COME;
        problems.addAll(Publishing.check(complete(settings, Optional.of(store)), plugins));
        return problems;
    }

    /** The sinks with every key that they need. */
    static List<SinkSettings> complete(HeadraceSettings settings, Optional<Store.Database> store) {
        return settings.sinks().stream().map(sink -> complete(sink, settings, store)).toList();
    }

    private static SinkSettings complete(
            SinkSettings sink, HeadraceSettings settings, Optional<Store.Database> store) {
        Map<String, String> config = new HashMap<>(sink.config());
        if (sink.type().equals(FILE)) {
            config.putIfAbsent(PATH, settings.dataDir().resolve("lake").toString());
        }
        if (usesStore(sink) && store.isPresent()) {
            config.put(URL, store.get().url());
            config.put("user", store.get().user());
            config.put("password", store.get().password());
        }
        return new SinkSettings(
                sink.name(), sink.type(), sink.required(), sink.from(), sink.clearance(), config);
    }

    static boolean usesStore(SinkSettings sink) {
        return sink.type().equals(POSTGRESQL) && STORE.equals(sink.config().get(URL));
    }
}
