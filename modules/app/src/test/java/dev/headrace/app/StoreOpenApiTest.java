package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The part of the admin description that is about resources of another module. */
class StoreOpenApiTest {

    private static final String FILE = "/dev/headrace/operations/admin-openapi.yaml";

    @Test
    void describesExactlyTheResourcesOfTheStore() throws IOException {
        var there = new TreeSet<String>();
        for (Class<?> resource : AdminWiring.OF_THE_STORE) {
            for (Method method : resource.getMethods()) {
                verb(method)
                        .ifPresent(verb -> there.add(verb + " /admin" + path(resource, method)));
            }
        }

        assertThat(described()).isEqualTo(there).hasSize(4);
    }

    private static TreeSet<String> described() throws IOException {
        var described = new TreeSet<String>();
        try (InputStream in = StoreOpenApiTest.class.getResourceAsStream(FILE)) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(in);
            document.getOrDefault("paths", Map.of())
                    .forEach((path, operations) ->
                            operations.forEach((verb, operation) -> {
                                if (isOfTheStore(operation)) {
                                    described.add(verb.toUpperCase(Locale.ROOT) + " " + path);
                                }
                            }));
        }
        return described;
    }

    private static boolean isOfTheStore(Object operation) {
        return operation instanceof Map<?, ?> fields
                && fields.get("tags") instanceof List<?> tags
                && tags.contains("store");
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String path(Class<?> resource, Method method) {
        String path = resource.getAnnotation(Path.class).value();
        return method.isAnnotationPresent(Path.class)
                ? path + method.getAnnotation(Path.class).value()
                : path;
    }
}
