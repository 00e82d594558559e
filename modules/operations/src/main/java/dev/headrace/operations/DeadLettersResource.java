package dev.headrace.operations;

import dev.headrace.event.Principal;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.publishing.SinkStatus;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The events that sinks refused for good. Their payloads are for operators who ask for them, and
 * the admin journal remembers who did.
 */
@ApplicationScoped
@Path("/dead-letters")
public class DeadLettersResource {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** Payloads of the largest events, all of a page at once, are still few mebibytes. */
    private static final int MOST_WITH_PAYLOAD = 50;

    private final Administered administered;
    private final AdminJournal journal;

    @Inject
    public DeadLettersResource(Administered administered, AdminJournal journal) {
        this.administered = administered;
        this.journal = journal;
    }

    /** Counts by sink, stream and code, and a page of letters, newest first. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest request =
                AdminRequest.of(
                        http, "sink", "stream", "code", "from", "until", "limit", "cursor",
                        "payload");
        boolean payload = request.isSet("payload");
        int limit = request.count("limit", USUAL, payload ? MOST_WITH_PAYLOAD : MOST);
        LetterFilter filter = filter(request);
        Optional<LetterPage.Cursor> from = cursor(request);
        if (payload) {
            request.caller().requireOperator();
            LetterPage page =
                    journal.change(
                            request.caller(), asked(filter), () -> find(filter, limit, from));
            return answer(page, true);
        }
        return answer(find(filter, limit, from), false);
    }

    private static LetterFilter filter(AdminRequest request) {
        return new LetterFilter(
                request.text("sink"),
                request.stream("stream"),
                request.text("code"),
                request.instant("from"),
                request.instant("until"));
    }

    private static Optional<LetterPage.Cursor> cursor(AdminRequest request) {
        return request.text("cursor")
                .map(text ->
                        LetterPage.Cursor.parse(text)
                                .orElseThrow(() ->
                                        AdminRequest.bad("cursor is not one that an answer gave")));
    }

    private static AdminJournal.Asked asked(LetterFilter filter) {
        return new AdminJournal.Asked(
                "read-payloads",
                filter.sink().orElse("every sink"),
                filter.stream().map(name -> Map.of("stream", name.value())).orElse(Map.of()));
    }

    private LetterPage find(LetterFilter filter, int limit, Optional<LetterPage.Cursor> from) {
        List<String> sinks = administered.sinks().status().stream().map(SinkStatus::name).toList();
        return new LetterSearch(administered.deadLetters(), administered.streams(), filter, limit)
                .find(sinks, from);
    }

    private Response answer(LetterPage page, boolean payload) {
        return AdminAnswers.ok(json -> {
            AdminJson.list(
                    json,
                    "counts",
                    page.counts().entrySet(),
                    (inner, entry) -> {
                        inner.writeStringProperty("sink", entry.getKey().sink());
                        inner.writeStringProperty("stream", entry.getKey().stream());
                        inner.writeStringProperty("code", entry.getKey().code());
                        inner.writeNumberProperty("count", entry.getValue());
                    });
            json.writeNumberProperty("hidden", page.hidden());
            AdminJson.list(
                    json,
                    "letters",
                    page.letters(),
                    (inner, letter) -> {
                        write(inner, letter);
                        if (payload) {
                            payload(inner, letter.letter());
                        }
                    });
            AdminJson.text(json, "next", page.next());
            AdminJson.texts(json, "damage", administered.deadLetters().damage());
        });
    }

    private static void write(JsonGenerator json, LetterPage.Numbered numbered) {
        DeadLetter letter = numbered.letter();
        json.writeNumberProperty("number", numbered.number());
        json.writeStringProperty("sink", letter.sink());
        json.writeStringProperty("stream", letter.stream().value());
        json.writeNumberProperty("schemaVersion", letter.schemaVersion());
        json.writeStringProperty("id", letter.record().id());
        json.writeStringProperty("position", letter.record().position().toString());
        AdminJson.instant(json, "occurredAt", letter.record().occurredAt());
        AdminJson.instant(json, "receivedAt", letter.receivedAt());
        AdminJson.instant(json, "deadAt", letter.deadAt());
        json.writeStringProperty("code", letter.code());
        json.writeStringProperty("detail", letter.detail());
        principal(json, letter.principal());
    }

    /** Never the e-mail address. */
    static void principal(JsonGenerator json, Principal principal) {
        AdminJson.nested(
                json,
                "principal",
                inner -> {
                    inner.writeStringProperty(
                            "kind", principal.kind().name().toLowerCase(Locale.ROOT));
                    inner.writeStringProperty("name", principal.name());
                    AdminJson.text(inner, "organisation", principal.organisation());
                });
    }

    private static void payload(JsonGenerator json, DeadLetter letter) {
        json.writeName("payload");
        json.writeRawValue(
                StandardCharsets.UTF_8.decode(letter.record().json().duplicate()).toString());
    }
}
