package dev.headrace.operations;

import dev.headrace.event.StreamName;
import dev.headrace.publishing.ReplayRequest;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The body of {@code POST /admin/replays}.
 *
 * @param dryRun whether only to say what would be delivered
 */
record ReplayBody(ReplayRequest request, boolean dryRun) {

    /** Slow enough to leave the target's room to the usual delivery. */
    static final int USUAL_RATE = 100;

    static final int MOST_RATE = 100_000;

    private static final Set<String> FIELDS =
            Set.of("sink", "source", "rate", "dryRun", "allowDuplicates");
    private static final String LETTERS = "deadLetters";
    private static final String LOG = "log";
    private static final String LAKE = "lake";

    /** Objects by stream and hour. */
    private static final String HIVE = "hive";

    /** The folder above objects by the values of the contract's layout fields. */
    private static final String DATA = "data";

    /**
     * Reads the body.
     *
     * @throws AdminRefusedException naming what is wrong
     */
    static ReplayBody read(InputStream in) {
        JsonBody body = JsonBody.read(in, FIELDS);
        String sink = body.neededText("sink");
        Source source =
                body.object("source", Set.of(LETTERS, LOG, LAKE))
                        .map(object -> source(object, sink))
                        .orElseThrow(() -> AdminRequest.bad("source is missing"));
        var request =
                new ReplayRequest(
                        sink,
                        source,
                        body.count("rate", USUAL_RATE, MOST_RATE),
                        body.isSet("allowDuplicates") ? Repeats.ALLOWED : Repeats.REFUSED);
        return new ReplayBody(request, body.isSet("dryRun"));
    }

    private static Source source(JsonBody source, String sink) {
        Optional<JsonBody> letters =
                source.object(LETTERS, Set.of("refusedBy", "stream", "code", "from", "until"));
        Optional<JsonBody> log = source.object(LOG, Set.of("stream", "from", "until"));
        Optional<JsonBody> lake =
                source.object(LAKE, Set.of("place", "stream", "from", "to", "layout"));
        List<Source> sources =
                Stream.of(
                                letters.map(object -> letters(object, sink)),
                                log.map(ReplayBody::log),
                                lake.map(ReplayBody::lake))
                        .flatMap(Optional::stream)
                        .toList();
        if (sources.size() != 1) {
            throw AdminRequest.bad("source must have one of deadLetters, log and lake");
        }
        return sources.getFirst();
    }

    private static Source lake(JsonBody lake) {
        return new Source.StoredIn(
                lake.neededText("place"),
                AdminRequest.stream("source.lake.stream", lake.neededText("stream")),
                date(lake, "from"),
                date(lake, "to"),
                values(lake.text("layout").orElse(HIVE)));
    }

    private static LocalDate date(JsonBody lake, String name) {
        try {
            return LocalDate.parse(lake.neededText(name));
        } catch (DateTimeParseException e) {
            throw AdminRequest.bad("source.lake." + name + " is to be a date as in 2026-11-22");
        }
    }

    private static Optional<List<String>> values(String layout) {
        if (layout.equals(HIVE)) {
            return Optional.empty();
        }
        List<String> parts = List.of(layout.split("/"));
        if (!parts.getFirst().equals(DATA) || parts.contains("") || parts.contains("..")) {
            throw AdminRequest.bad(
                    "source.lake.layout is to be hive, data, or as data/example-app");
        }
        return Optional.of(parts.subList(1, parts.size()));
    }

    private static String layout(Source.StoredIn lake) {
        return lake.values()
                .map(values ->
                        String.join("/", Stream.concat(Stream.of(DATA), values.stream()).toList()))
                .orElse(HIVE);
    }

    private static Source letters(JsonBody letters, String sink) {
        return new Source.DeadLettersOf(
                letters.text("refusedBy").orElse(sink),
                stream(letters),
                letters.text("code"),
                letters.instant("from"),
                letters.instant("until"));
    }

    private static Source log(JsonBody log) {
        return new Source.LogRange(
                stream(log), log.neededInstant("from"), log.neededInstant("until"));
    }

    private static Optional<StreamName> stream(JsonBody body) {
        return body.text("stream").map(text -> AdminRequest.stream("source.stream", text));
    }

    /** What the admin journal keeps of a request: all of it. */
    static Map<String, String> parameters(ReplayRequest request) {
        var parameters = new TreeMap<String, String>();
        parameters.put("rate", String.valueOf(request.recordsPerSecond()));
        parameters.put("allowDuplicates", String.valueOf(request.repeats() == Repeats.ALLOWED));
        switch (request.source()) {
            case Source.DeadLettersOf letters -> {
                parameters.put("source", LETTERS);
                parameters.put("refusedBy", letters.refusedBy());
                put(parameters, "stream", letters.stream());
                put(parameters, "code", letters.code());
                put(parameters, "from", letters.from());
                put(parameters, "until", letters.until());
            }
            case Source.LogRange range -> {
                parameters.put("source", LOG);
                put(parameters, "stream", range.stream());
                parameters.put("from", range.from().toString());
                parameters.put("until", range.until().toString());
            }
            case Source.StoredIn lake -> {
                parameters.put("source", LAKE);
                parameters.put("place", lake.place());
                parameters.put("stream", lake.stream().value());
                parameters.put("from", lake.from().toString());
                parameters.put("to", lake.to().toString());
                parameters.put("layout", layout(lake));
            }
        }
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, Optional<?> value) {
        value.ifPresent(present -> parameters.put(name, present.toString()));
    }
}
