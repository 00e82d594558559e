package dev.headrace.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out {@code plugins/<type>/} of the distribution: the jar of each module {@code sink-<type>}
 * and the libraries that its build put into {@code target/plugin}. Run by the build.
 */
final class PluginFolders {

    static final String ALL = "all";

    private final List<PluginModule> modules;

    private PluginFolders(List<PluginModule> modules) {
        this.modules = modules;
    }

    /** Arguments: the folder of the modules, the version, {@code plugins/}, the chosen types. */
    public static void main(String[] arguments) throws IOException {
        System.exit(
                run(
                        Path.of(arguments[0]),
                        arguments[1],
                        Path.of(arguments[2]),
                        arguments[3],
                        System.err));
    }

    /** The exit code; what is wrong goes to {@code out} in one line. */
    static int run(Path modules, String version, Path target, String chosen, PrintStream out)
            throws IOException {
        try {
            new PluginFolders(PluginModule.list(modules, version)).choose(chosen).write(target);
            return 0;
        } catch (PluginsException e) {
            out.println("Distribution: " + e.getMessage());
            return 1;
        }
    }

    private PluginFolders choose(String chosen) {
        if (chosen.equals(ALL)) {
            return this;
        }
        Set<String> wanted =
                Arrays.stream(chosen.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
        List<PluginModule> found =
                modules.stream().filter(module -> wanted.remove(module.type())).toList();
        if (!wanted.isEmpty() || found.isEmpty()) {
            throw new PluginsException(
                    "-Dheadrace.sinks="
                            + chosen
                            + (wanted.isEmpty() ? " names no sink" : " names " + wanted)
                            + "; there are "
                            + modules.stream()
                                    .map(PluginModule::type)
                                    .collect(Collectors.joining(", ")));
        }
        return new PluginFolders(found);
    }

    private void write(Path target) throws IOException {
        delete(target);
        for (PluginModule module : modules) {
            Path folder = Files.createDirectories(target.resolve(module.type()));
            for (Path jar : module.jars()) {
                Files.copy(jar, folder.resolve(jar.getFileName().toString()));
            }
        }
    }

    /** What an earlier build chose must not stay. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
