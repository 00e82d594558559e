package dev.headrace.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes of the machine, from /proc (Linux).
 *
 * @param residentBytes memory that it really occupies
 * @param threads platform threads
 * @param files open file descriptors, sockets included
 */
record Vitals(long residentBytes, long threads, long files) {

    static Vitals of(long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return new Vitals(
                    field(process, "VmRSS:") * 1024,
                    field(process, "Threads:"),
                    descriptors.count());
        }
    }

    private static long field(Path process, String name) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in the status of " + process));
    }
}
