package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.InternalQueryApi;
import dev.headrace.operations.OpenApiResource;
import jakarta.ws.rs.ApplicationPath;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The two descriptions of the API stand beside the doors and the admin resources; what the
 * application adds to these from elsewhere is described there too.
 */
class ReadSideOpenApiTest {

    @Test
    void numbersOfThePublicListenerAreDescribed() throws IOException {
        assertThat(described("/META-INF/openapi.yaml", "numbers"))
                .isEqualTo(served("", Wiring.PUBLIC_RESOURCES))
                .hasSizeGreaterThan(2);
    }

    @Test
    void theInternalListenerAnswersTheSameQuestions() throws IOException {
        String begin = InternalQueryApi.class.getAnnotation(ApplicationPath.class).value();

        assertThat(described("/META-INF/openapi.yaml", "numbers"))
                .containsAll(served(begin, new InternalQueryApi().getClasses()));
    }

    @Test
    void whatTheStoreShowsToOperatorsIsDescribed() throws IOException {
        assertThat(described("admin-openapi.yaml", "store"))
                .isEqualTo(served("/admin", AdminWiring.OF_THE_STORE))
                .hasSize(4);
    }

    private static Set<String> served(String begin, Set<Class<?>> resources) {
        var served = new TreeSet<String>();
        for (Class<?> resource : resources) {
            for (Method method : resource.getMethods()) {
                verb(method)
                        .ifPresent(verb -> served.add(verb + " " + path(begin, resource, method)));
            }
        }
        return served;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String path(String begin, Class<?> resource, Method method) {
        String path = begin + "/" + resource.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(Path.class)) {
            path += "/" + method.getAnnotation(Path.class).value();
        }
        return path.replaceAll("/+", "/");
    }

    /** The operations with a tag. */
    private static Set<String> described(String file, String tag) throws IOException {
        var described = new TreeSet<String>();
        try (InputStream in = OpenApiResource.class.getResourceAsStream(file)) {
            Map<?, ?> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            fields(document.get("paths"))
                    .forEach((path, operations) ->
                            fields(operations).entrySet().stream()
                                    .filter(one -> isTagged(one.getValue(), tag))
                                    .map(one -> text(one.getKey()).toUpperCase(Locale.ROOT))
                                    .forEach(verb -> described.add(verb + " " + path)));
        }
        return described;
    }

    private static Map<?, ?> fields(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? fields : Map.of();
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    /** What stands beside the operations of a path is a list and has no tags. */
    private static boolean isTagged(@Nullable Object operation, String tag) {
        return fields(operation).get("tags") instanceof List<?> tags && tags.contains(tag);
    }
}
