package dev.headrace.app;

import dev.headrace.publishing.SinkDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages of the sinks, {@code <type>.md} of a folder: what stands between the marks {@code <!--
 * settings -->} and {@code <!-- permissions -->} and their ends is written from the plugins'
 * declarations, and {@code README.md} has a list of all between {@code <!-- sinks -->}.
 */
final class SinkPages {

    private static final String SETTINGS = "settings";
    private static final String PERMISSIONS = "permissions";
    private static final String SINKS = "sinks";

    private final Path folder;

    private SinkPages(Path folder) {
        this.folder = folder;
    }

    /**
     * A page that does not say what the plugins declare.
     *
     * @param reason what is wrong with it
     * @param text what would be right
     */
    record Stale(Path file, String reason, String text) {

        void write() throws IOException {
            Files.writeString(file, text);
        }
    }

    static SinkPages in(Path folder) {
        return new SinkPages(folder);
    }

    /** The pages that differ from the declarations, or are missing. */
    List<Stale> stale(List<SinkDescription> sinks) throws IOException {
        var stale = new ArrayList<Stale>();
        for (SinkDescription sink : sinks) {
            page(sink).ifPresent(stale::add);
        }
        index(sinks).ifPresent(stale::add);
        return stale;
    }

    private Optional<Stale> page(SinkDescription sink) throws IOException {
        Path file = folder.resolve(sink.type() + ".md");
        if (Files.notExists(file)) {
            String text = "# " + sink.type() + "\n\n" + block(SETTINGS, "");
            return Optional.of(new Stale(file, "is missing", filled(text, sink)));
        }
        String text = Files.readString(file);
        String right = filled(text, sink);
        return right.equals(text)
                ? Optional.empty()
                : Optional.of(new Stale(file, "is not what the plugin declares", right));
    }

    private static String filled(String text, SinkDescription sink) {
        String filled = with(text, SETTINGS, SinkReference.settings(sink));
        Optional<String> permissions = SinkReference.permissions(sink.permissions());
        return permissions.isPresent() ? with(filled, PERMISSIONS, permissions.get()) : filled;
    }

    private Optional<Stale> index(List<SinkDescription> sinks) throws IOException {
        Path file = folder.resolve("README.md");
        String text = Files.exists(file) ? Files.readString(file) : "# Sinks\n";
        var list = new StringBuilder();
        for (SinkDescription sink : sinks) {
            list.append("- [%s](%s.md)%n".formatted(sink.type(), sink.type()));
        }
        String right = with(text, SINKS, list.toString().replace(System.lineSeparator(), "\n"));
        return right.equals(text)
                ? Optional.empty()
                : Optional.of(new Stale(file, "does not list the sinks that there are", right));
    }

    /** The text with a block's content replaced; a block that is missing comes at the end. */
    private static String with(String text, String mark, String content) {
        String begin = "<!-- " + mark + " -->";
        String end = "<!-- /" + mark + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            return text.stripTrailing() + "\n\n" + block(mark, content);
        }
        return text.substring(0, from)
                + block(mark, content).strip()
                + text.substring(to + end.length());
    }

    private static String block(String mark, String content) {
        return "<!-- %s -->\n\n%s\n<!-- /%s -->\n".formatted(mark, content, mark);
    }
}
