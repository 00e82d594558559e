package dev.headrace.plugin.opensearch;

import dev.headrace.plugin.opensearch.Cluster.Answer;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the cluster and changes nothing there. */
final class TargetCheck {

    private static final Pattern VERSION =
            Pattern.compile("\"number\"\\s*:\\s*\"([0-9A-Za-z.-]{1,40})\"");
    private static final Pattern HEALTH = Pattern.compile("\"status\"\\s*:\\s*\"([a-z]{1,10})\"");
    private static final Pattern BLOCK =
            Pattern.compile("\"(read_only[a-z_]*|write)\"\\s*:\\s*\"true\"");

    private final OpenSearchSettings settings;
    private final Cluster cluster;
    private final List<Finding> findings = new ArrayList<>();

    TargetCheck(OpenSearchSettings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    CheckReport report() throws InterruptedException {
        String subject = "cluster " + settings.url();
        try {
            Answer root = cluster.get("/");
            if (!root.fine()) {
                findings.add(
                        new Finding(
                                Level.FAILED,
                                subject,
                                String.valueOf(refused(settings, root).getMessage())));
                return new CheckReport(findings);
            }
            findings.add(
                    new Finding(Level.OK, subject, "answers, version " + first(VERSION, root)));
            health();
            blocks();
        } catch (SinkException e) {
            findings.add(new Finding(Level.FAILED, subject, String.valueOf(e.getMessage())));
        }
        return new CheckReport(findings);
    }

    /** What it means that the cluster's own page was refused. */
    static SinkException refused(OpenSearchSettings settings, Answer root) {
        return switch (root.status()) {
            case 401 ->
                    new SinkException.Unauthorised(
                            settings.credentials().given()
                                    ? "the cluster refuses the credentials (HTTP 401)"
                                    : "the cluster asks for credentials: give username and"
                                            + " password, or api-key");
            case 403 ->
                    new SinkException.Unauthorised(
                            "the credentials lack the right cluster:monitor/main (HTTP 403)");
            case 301, 302, 307, 308, 404, 405 ->
                    new SinkException.Misconfigured(
                            "url",
                            "there is no OpenSearch at "
                                    + settings.url()
                                    + ": HTTP "
                                    + root.status());
            default ->
                    Refusal.ofTheRequest(
                                    BulkAnswer.error(root.status(), root.body()), root.retryAfter())
                            .orElseGet(() ->
                                    new SinkException.Unavailable(
                                            "the cluster answered with HTTP " + root.status()));
        };
    }

    private void health() throws SinkException, InterruptedException {
        Answer health = cluster.get("/_cluster/health");
        String status = first(HEALTH, health);
        Level level =
                switch (status) {
                    case "green" -> Level.OK;
                    case "yellow", "red" -> Level.WARNING;
                    default -> Level.UNKNOWN;
                };
        String message =
                switch (status) {
                    case "green" -> "is green";
                    case "yellow" -> "is yellow: copies of shards have no node to live on";
                    case "red" -> "is red: some shards cannot be written to";
                    default -> "could not be asked: HTTP " + health.status();
                };
        findings.add(new Finding(level, "health of the cluster", message));
    }

    private void blocks() throws SinkException, InterruptedException {
        String indices = settings.indices().all();
        Answer blocks =
                cluster.get("/" + indices + "/_settings/index.blocks.*?flat_settings=false");
        String subject = "indices " + indices;
        if (!blocks.fine()) {
            findings.add(
                    new Finding(
                            Level.UNKNOWN, subject, "could not be asked: HTTP " + blocks.status()));
        } else if (!first(BLOCK, blocks).isEmpty()) {
            findings.add(
                    new Finding(
                            Level.WARNING,
                            subject,
                            "some index is blocked ("
                                    + first(BLOCK, blocks)
                                    + "): free disk space, then lift index.blocks"));
        } else {
            findings.add(new Finding(Level.OK, subject, "none is blocked"));
        }
    }

    private static String first(Pattern pattern, Answer answer) {
        Matcher found = pattern.matcher(new String(answer.body(), StandardCharsets.UTF_8));
        return found.find() && found.group(1) instanceof String text ? text : "";
    }
}
