package dev.headrace.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path target = target();
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            List<Path> others =
                    jars.filter(jar -> !jar.getFileName().toString().startsWith(OURS)).toList();
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
