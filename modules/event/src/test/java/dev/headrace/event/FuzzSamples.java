package dev.headrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The inputs that a fuzz target starts from, where Jazzer looks for them; for the tests of every
 * module that has such targets.
 */
public record FuzzSamples(Class<?> targets) {

    /** Without samples a target tries the empty input alone, and says nothing of it. */
    public void requireForEachTarget() {
        List<String> methods =
                Arrays.stream(targets.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                        .map(Method::getName)
                        .toList();

        assertThat(methods).isNotEmpty();
        assertThat(methods).allSatisfy(method -> assertThat(count(method)).isGreaterThan(2));
    }

    private long count(String method) throws IOException {
        try (Stream<Path> files = Files.list(folder(method))) {
            return files.count();
        }
    }

    /** The bytes of one sample of a target. */
    public byte[] read(String method, String name) {
        try {
            return Files.readAllBytes(folder(method).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String method) {
        URL folder = targets.getResource(targets.getSimpleName() + "Inputs/" + method);
        try {
            return Path.of(Objects.requireNonNull(folder, method).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
