package dev.headrace.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the sink commands find plugins and configured sinks; as {@code headrace run} does. */
final class SinkSources {

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file (YAML).")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (headrace.data-dir).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Folder of the sink plugins (headrace.plugins.folder).")
    private Optional<Path> plugins = Optional.empty();

    /**
     * The settings that a server would start with.
     *
     * @throws SettingsException naming every problem
     */
    HeadraceSettings read(Map<String, String> environment) {
        Map<String, String> options = new LinkedHashMap<>();
        data.ifPresent(path -> options.put(KnownSettings.DATA_DIR.key(), path.toString()));
        plugins.ifPresent(path -> options.put(KnownSettings.PLUGINS_FOLDER.key(), path.toString()));
        return SettingsReader.read(
                new SettingsReader.Sources(HeadraceCommand.home(), options, environment, config));
    }

    /** The folder of the plugins; only it, where it was named. */
    Path pluginsFolder(Map<String, String> environment) {
        return plugins.map(path -> path.toAbsolutePath().normalize())
                .orElseGet(() -> read(environment).pluginsFolder());
    }
}
