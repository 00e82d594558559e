package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.HmacSigner;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks {@code GET /v1/query/counts} for one stretch of time, signed by the node's HMAC key.
 *
 * @param from the begin of a UTC day
 */
record CountQuestions(HeadraceProcess headrace, Instant from) {

    private static final String PATH = "/v1/query/counts";
    private static final Duration STRETCH = Duration.ofDays(3);

    /** About yesterday, today and tomorrow: a test may run over midnight. */
    static CountQuestions aroundNow(HeadraceProcess headrace) {
        long day = Duration.ofDays(1).toSeconds();
        long today = Math.floorDiv(Instant.now().getEpochSecond(), day) * day;
        return new CountQuestions(headrace, Instant.ofEpochSecond(today - day));
    }

    Instant to() {
        return from.plus(STRETCH);
    }

    /**
     * Counts by the begin of their span and the values of dimensions, with spaces between; an event
     * without a dimension has the empty text there.
     *
     * @param query {@code stream} and, if there is one, {@code event}
     */
    SortedMap<String, Long> ask(String query, String every, String... by) throws Exception {
        HttpResponse<String> answer = answer(query, every, by);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var counts = new TreeMap<String, Long>();
        for (JsonNode row : JsonMapper.shared().readTree(answer.body()).path("counts")) {
            String key =
                    Arrays.stream(by)
                            .map(name -> row.path("by").path(name))
                            .map(value -> value.isString() ? value.asString() : "")
                            .collect(
                                    Collectors.joining(
                                            " ",
                                            row.path("at").asString() + (by.length > 0 ? " " : ""),
                                            ""));
            assertThat(counts.put(key, row.path("count").asLong())).as("one row each").isNull();
        }
        return counts;
    }

    private HttpResponse<String> answer(String query, String every, String... by) throws Exception {
        String dimensions =
                by.length == 0
                        ? ""
                        : "&by=" + URLEncoder.encode(String.join(",", by), StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                headrace.url(
                                        "%s?%s&every=%s&from=%s&to=%s%s"
                                                .formatted(
                                                        PATH,
                                                        query,
                                                        every,
                                                        from,
                                                        to(),
                                                        dimensions)))
                        .timeout(Duration.ofSeconds(120));
        new HmacSigner(headrace.secret()).headers(Instant.now(), PATH).forEach(request::header);
        return HeadraceProcess.send(request.build());
    }
}
