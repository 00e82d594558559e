package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code @guardian/user-telemetry-client} 1.2.3 as its users get it: installed by npm, run by Node.
 */
final class PublishedClient {

    private final Path folder;

    private PublishedClient(Path folder) {
        this.folder = folder;
    }

    static PublishedClient install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path sources = Path.of(System.getProperty("headrace.client"));
        for (String file : new String[] {"package.json", "post-events.js"}) {
            Files.copy(
                    sources.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run(folder, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
        return new PublishedClient(folder);
    }

    /**
     * Sends events and returns what the script says: how many were sent, and every status it saw.
     */
    JsonNode post(URI base, int count, String prefix, String kind, String secret)
            throws IOException, InterruptedException {
        String address = base.toString().replaceAll("/$", "");
        String output =
                run(
                        folder,
                        "node",
                        "post-events.js",
                        address,
                        String.valueOf(count),
                        prefix,
                        kind,
                        secret);
        return JsonMapper.shared().readTree(output.lines().toList().getLast());
    }

    private static String run(Path folder, String... command)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0).as(() -> read(output)).isTrue();
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
