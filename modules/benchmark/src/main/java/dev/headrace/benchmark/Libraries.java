package dev.headrace.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of the processes that are compared with Headrace, of what the build left. */
final class Libraries {

    private static final String OURS = "headrace-";

    private Libraries() {}

    /**
     * This module's classes, and every library of the server but Headrace's own: CDI would find
     * Headrace's beans and start them.
     */
    static String withoutHeadrace() throws IOException {
        return only(jar -> !jar.getFileName().toString().startsWith(OURS));
    }

    /** Everything, for processes that start no CDI. */
    static String all() throws IOException {
        return only(jar -> true);
    }

    private static String only(Predicate<Path> wanted) throws IOException {
        Path target = target();
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            List<Path> others = jars.filter(wanted).toList();
            return Stream.concat(Stream.of(target.resolve("classes")), others.stream())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Where this class's jar, or its folder of classes, lies. */
    private static Path target() {
        URI here =
                URI.create(
                        Libraries.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString());
        return Path.of(here).resolveSibling("");
    }
}
