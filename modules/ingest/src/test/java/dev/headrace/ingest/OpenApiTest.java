package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Deployments;
import dev.headrace.privacy.TrustedProxies;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class OpenApiTest {

    @TempDir private java.nio.file.Path folder;

    @Test
    void describesExactlyTheDoorsThatThereAre() throws IOException {
        var doors = new TreeSet<String>();
        for (Class<?> resource : new PublicApi().getClasses()) {
            for (Method method : resource.getMethods()) {
                verb(method).ifPresent(verb -> doors.add(verb + " " + path(resource, method)));
            }
        }
        for (DialectDoor dialect :
                DialectDoors.all(
                        OpenApiTest::nobody,
                        new NoStreams(),
                        deployments(),
                        new ClientAddresses(TrustedProxies.NONE))) {
            doors.addAll(dialect.paths());
        }

        assertThat(described()).isEqualTo(doors);
    }

    private Deployments deployments() {
        return Deployments.open(folder.resolve("keys.json"), new Random(1), Clock.systemUTC());
    }

    private static IngestPipeline nobody() {
        throw new IllegalStateException("no request is made");
    }

    private static TreeSet<String> described() throws IOException {
        var described = new TreeSet<String>();
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            JsonNode paths = new YAMLMapper().readTree(in).path("paths");
            paths.forEachEntry((path, operations) ->
                    operations.forEachEntry((verb, operation) -> {
                        if (operation.has("operationId")) {
                            described.add(verb.toUpperCase(Locale.ROOT) + " " + path);
                        }
                    }));
        }
        return described;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    /**
     * Paths that are patterns for the sake of case and a trailing slash count as their plain form.
     */
    private static String path(Class<?> resource, Method method) {
        String path = resource.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(Path.class)) {
            path += "/" + method.getAnnotation(Path.class).value();
        }
        return path.replaceAll("\\{door: \\(\\?i:([a-z-]+)\\)/\\?}", "$1").replaceAll("/+", "/");
    }
}
