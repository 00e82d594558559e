package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AdminOpenApiTest {

    static JsonNode document() throws IOException {
        try (InputStream in = OpenApiResource.class.getResourceAsStream(OpenApiResource.FILE)) {
            return new YAMLMapper().readTree(in);
        }
    }

    @Test
    void describesExactlyTheResourcesThatThereAre() throws IOException {
        var there = new TreeSet<String>();
        for (Class<?> resource : new AdminApi().getClasses()) {
            for (Method method : resource.getMethods()) {
                verb(method)
                        .ifPresent(verb -> there.add(verb + " /admin" + path(resource, method)));
            }
        }
        var described = new TreeSet<String>();
        document()
                .path("paths")
                .forEachEntry((path, operations) ->
                        operations.forEachEntry((verb, operation) -> {
                            if (operation.has("operationId") && isOfThisModule(operation)) {
                                described.add(verb.toUpperCase(Locale.ROOT) + " " + path);
                            }
                        }));

        assertThat(described).isEqualTo(there).hasSizeGreaterThan(15);
    }

    /** Whether it is not of those that the application adds, which are tested there. */
    static boolean isOfThisModule(JsonNode operation) {
        return operation
                .path("tags")
                .valueStream()
                .noneMatch(tag -> tag.asString().equals("store"));
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = document();

        assertThat(document.findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(document.at(reference.asString().substring(1)).isMissingNode())
                                .as(reference.asString())
                                .isFalse());
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
