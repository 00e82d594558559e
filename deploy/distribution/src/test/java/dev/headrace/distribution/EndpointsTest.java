package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.distribution.Endpoints.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * No endpoint is left out where organisations are kept apart: one that is new, or that goes, fails
 * here until {@link Endpoints} says what it is. That the descriptions hold every resource is tested
 * beside the resources.
 */
class EndpointsTest {

    private static final List<String> DESCRIPTIONS =
            List.of("/META-INF/openapi.yaml", "/dev/headrace/operations/admin-openapi.yaml");
    private static final Path STREAMS = Path.of("..", "..", "contracts", "streams");
    private static final Set<String> VERBS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    @Test
    void everyDescribedEndpointIsListedOnce() throws IOException {
        var described = new ArrayList<Endpoint>();
        for (String description : DESCRIPTIONS) {
            described.addAll(in(read(description)));
        }

        assertThat(described).hasSizeGreaterThan(50);
        assertThat(Endpoints.described()).containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void everyMethodOfAPathIsAnEndpoint() {
        String description =
                """
                paths:
                  /v1/brand-new:
                    parameters: []
                    get: { operationId: one }
                    delete: { operationId: other }
                """;

        assertThat(in(description))
                .containsExactlyInAnyOrder(
                        new Endpoint("GET", "/v1/brand-new"),
                        new Endpoint("DELETE", "/v1/brand-new"))
                .doesNotContainAnyElementsOf(Endpoints.described());
    }

    @Test
    void bothOrganisationsPostThroughEveryDoorThatKnowsThem() {
        assertThat(Endpoints.DOORS.values())
                .containsExactlyInAnyOrderElementsOf(TenantDoor.shipped());
    }

    @Test
    void whatIsExemptTakesNoCredentialsThatSpeakForAnOrganisation() throws IOException {
        for (String stream : Endpoints.OF_NO_ORGANISATION.values()) {
            Map<?, ?> contract =
                    yaml(Files.readString(STREAMS.resolve(stream).resolve("stream.yaml")));

            assertThat(contract.get("auth"))
                    .as(stream)
                    .isIn(List.of("none"), List.of("none", "signature"));
        }
    }

    private static List<Endpoint> in(String description) {
        var endpoints = new ArrayList<Endpoint>();
        ((Map<?, ?>) Objects.requireNonNull(yaml(description).get("paths")))
                .forEach((path, operations) ->
                        ((Map<?, ?>) Objects.requireNonNull(operations))
                                .keySet().stream()
                                        .map(String::valueOf)
                                        .filter(VERBS::contains)
                                        .forEach(verb ->
                                                endpoints.add(
                                                        new Endpoint(
                                                                verb.toUpperCase(Locale.ROOT),
                                                                String.valueOf(path)))));
        return endpoints;
    }

    private static Map<?, ?> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = EndpointsTest.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
