package dev.headrace.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what browsers report by themselves: the array of the Reporting API ({@code
 * application/reports+json}), or one report in the older form of the content security policy
 * ({@code application/csp-report}). Of each it makes an event of the stream, of the members that
 * are known; the user agent, samples of scripts, addresses of servers and the rest are left behind.
 */
final class BrowserReports {

    static final String REPORTS = "application/reports+json";
    static final String CSP_REPORT = "application/csp-report";

    private static final String CSP_ENVELOPE = "csp-report";
    private static final String CSP_TYPE = "csp-violation";

    /** The members of a report's body by what they are called here. */
    private static final Map<String, String> MEMBERS =
            Map.ofEntries(
                    Map.entry("effectiveDirective", "directive"),
                    Map.entry("effective-directive", "directive"),
                    Map.entry("blockedURL", "blocked"),
                    Map.entry("blocked-uri", "blocked"),
                    Map.entry("disposition", "disposition"),
                    Map.entry("sourceFile", "source_file"),
                    Map.entry("source-file", "source_file"),
                    Map.entry("lineNumber", "line"),
                    Map.entry("line-number", "line"),
                    Map.entry("columnNumber", "column"),
                    Map.entry("column-number", "column"),
                    Map.entry("statusCode", "status"),
                    Map.entry("status-code", "status"),
                    Map.entry("status_code", "status"),
                    Map.entry("id", "id"),
                    Map.entry("message", "message"),
                    Map.entry("reason", "reason"),
                    Map.entry("phase", "phase"),
                    Map.entry("type", "error"),
                    Map.entry("method", "method"),
                    Map.entry("elapsed_time", "elapsed_ms"),
                    Map.entry("sampling_fraction", "sampling_fraction"));

    private static final EventDecoder DECODER = new EventDecoder();

    private BrowserReports() {}

    /** Whether a content type is one of the two. */
    static boolean isType(Optional<String> contentType) {
        String type = plain(contentType);
        return type.equals(REPORTS) || type.equals(CSP_REPORT);
    }

    private static String plain(Optional<String> contentType) {
        String type = contentType.orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** The step for a body of a content type. */
    static BodyStep of(Optional<String> contentType) {
        return plain(contentType).equals(CSP_REPORT)
                ? (request, body) -> body.become(DECODER.bytes(ofPolicy(tree(body))))
                : (request, body) -> body.become(DECODER.bytes(all(tree(body))));
    }

    private static JsonNode tree(Body body) {
        if (JsonText.firstFlaw(body.bytes(), 0, body.length()) >= 0) {
            throw notJson("is not UTF-8");
        }
        try {
            return DECODER.whole(body);
        } catch (JacksonException e) {
            throw notJson("is not JSON");
        }
    }

    private static ArrayNode all(JsonNode reports) {
        if (!reports.isArray()) {
            throw notJson("is not an array of reports");
        }
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        for (JsonNode report : reports) {
            ObjectNode event = event(report.path("type"), report.path("url"), report.path("body"));
            copy(report, "age", event, "age");
            events.add(event);
        }
        return events;
    }

    private static ObjectNode ofPolicy(JsonNode whole) {
        JsonNode report = whole.path(CSP_ENVELOPE);
        if (!report.isObject()) {
            throw notJson("is not {\"" + CSP_ENVELOPE + "\":{…}}");
        }
        JsonNode type = JsonNodeFactory.instance.stringNode(CSP_TYPE);
        return event(type, report.path("document-uri"), report);
    }

    private static ObjectNode event(JsonNode type, JsonNode url, JsonNode body) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        if (!type.isMissingNode()) {
            event.set("type", type);
        }
        if (!url.isMissingNode()) {
            event.set("url", url);
        }
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        body.forEachEntry((name, value) ->
                Optional.ofNullable(MEMBERS.get(name))
                        .filter(member -> !value.isNull() && !known.has(member))
                        .ifPresent(member -> known.set(member, value)));
        if (!known.has("directive")) {
            copy(body, "violated-directive", known, "directive"); // browsers before policy level 3
        }
        if (!known.isEmpty()) {
            event.set("body", known);
        }
        return event;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.has(name)) {
            to.set(as, from.path(name));
        }
    }

    private static RequestRefusedException notJson(String why) {
        return new RequestRefusedException(Problem.NOT_JSON, "the body " + why);
    }
}
