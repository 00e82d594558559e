package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from the InfluxDB of a conformance run, as its administrator: the sink may only write. */
record InfluxQuestions(URI server, String database) {

    private static final String ADMINISTRATOR = "Basic cm9vdDpyb290"; // root:root, as the run says

    static InfluxQuestions to(RemoteTarget target) throws Exception {
        JsonNode settings = target.settings();
        return new InfluxQuestions(
                URI.create(settings.path("url").asString()), settings.path("database").asString());
    }

    /** The rows of a query, of all series, each by the names of columns and tags; never a null. */
    List<Map<String, String>> rows(String influxQl) throws Exception {
        String form =
                "db=" + database + "&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/query"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", ADMINISTRATOR)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        HttpResponse<String> answer = HeadraceProcess.send(request);
        assertThat(answer.body()).as(influxQl).doesNotContain("\"error\"");
        var rows = new ArrayList<Map<String, String>>();
        JsonNode result = JsonMapper.shared().readTree(answer.body()).at("/results/0");
        for (JsonNode series : result.path("series")) {
            for (JsonNode values : series.path("values")) {
                rows.add(row(series, values));
            }
        }
        return rows;
    }

    private static Map<String, String> row(JsonNode series, JsonNode values) {
        var row = new HashMap<String, String>();
        series.path("tags").forEachEntry((name, value) -> row.put(name, value.asString("")));
        for (int i = 0; i < values.size(); i++) {
            if (!values.path(i).isNull()) {
                row.put(series.path("columns").path(i).asString(), values.path(i).asString());
            }
        }
        return row;
    }
}
