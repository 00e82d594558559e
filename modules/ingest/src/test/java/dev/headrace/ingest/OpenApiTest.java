package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Deployments;
import dev.headrace.privacy.TrustedProxies;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
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

        doors.add("POST " + AuditDoor.PATH); // on the internal listener

        assertThat(described()).isEqualTo(doors);
    }

    /** There the application stands at the path, so that the resource names what is below it. */
    @Test
    void describesWhatTheInternalListenerServesToo() throws IOException {
        var served = new TreeSet<String>();
        for (Application application :
                List.of(new InternalStreamsApi(), new InternalReceiptsApi())) {
            String begin = application.getClass().getAnnotation(ApplicationPath.class).value();
            for (Class<?> resource : application.getClasses()) {
                for (Method method : resource.getMethods()) {
                    verb(method)
                            .ifPresent(verb ->
                                    served.add(
                                            verb
                                                    + " "
                                                    + (begin + path(resource, method))
                                                            .replaceAll("/$", "")));
                }
            }
        }

        assertThat(described()).containsAll(served);
        assertThat(served).hasSizeGreaterThan(5);
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

    private Deployments deployments() {
        return Deployments.open(folder.resolve("keys.json"), new Random(1), Clock.systemUTC());
    }

    private static IngestPipeline nobody() {
        throw new IllegalStateException("no request is made");
    }

    /** What is tagged as numbers is another module's; the application's own test asks for that. */
    private static TreeSet<String> described() throws IOException {
        var described = new TreeSet<String>();
        document()
                .path("paths")
                .forEachEntry((path, operations) ->
                        operations.forEachEntry((verb, operation) -> {
                            if (operation.has("operationId")
                                    && !operation.at("/tags/0").asString().equals("numbers")) {
                                described.add(verb.toUpperCase(Locale.ROOT) + " " + path);
                            }
                        }));
        return described;
    }

    private static JsonNode document() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        }
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
