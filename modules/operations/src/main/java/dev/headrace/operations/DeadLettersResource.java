package dev.headrace.operations;

import dev.headrace.event.Principal;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetters;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
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

    /** Counts by sink, stream and code, and a page of letters, by sink and oldest first. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest request =
                AdminRequest.of(
                        http, "sink", "stream", "code", "from", "until", "limit", "cursor",
                        "payload");
        boolean payload = request.isSet("payload");
        int limit = request.count("limit", USUAL, payload ? MOST_WITH_PAYLOAD : MOST);
        LetterSearch.Wanted wanted = wanted(request);
        Optional<LetterCursor> after = cursor(request);
        Supplier<LetterPage> search =
                () ->
                        new LetterSearch(administered.deadLetters(), administered.streams())
                                .find(wanted, limit, after);
        if (payload) {
            request.caller().requireOperator();
            LetterPage page = journal.change(request.caller(), asked(wanted), search);
            return answer(page, DeadLettersResource::writeWithPayload);
        }
        return answer(search.get(), DeadLettersResource::write);
    }

    private static LetterSearch.Wanted wanted(AdminRequest request) {
        return new LetterSearch.Wanted(
                request.text("sink"),
                request.stream("stream"),
                request.text("code"),
                request.instant("from"),
                request.instant("until"));
    }

    private static Optional<LetterCursor> cursor(AdminRequest request) {
        return request.text("cursor")
                .map(text ->
                        LetterCursor.parse(text)
                                .orElseThrow(() ->
                                        AdminRequest.bad("cursor is not one that an answer gave")));
    }

    private static AdminJournal.Asked asked(LetterSearch.Wanted wanted) {
        return new AdminJournal.Asked(
                "read-payloads",
                wanted.sink().orElse("every sink"),
                wanted.stream().map(name -> Map.of("stream", name.value())).orElse(Map.of()));
    }

    private Response answer(
            LetterPage page, BiConsumer<JsonGenerator, DeadLetters.Kept> letterWriter) {
        return AdminAnswers.ok(json -> {
            AdminJson.list(json, "counts", page.counts(), DeadLettersResource::write);
            json.writeNumberProperty("hidden", page.hidden());
            AdminJson.list(json, "letters", page.letters(), letterWriter);
            AdminJson.text(json, "next", page.next());
            AdminJson.texts(json, "damage", administered.deadLetters().damage());
        });
    }

    private static void write(JsonGenerator json, DeadLetters.Count count) {
        json.writeStringProperty("sink", count.sink());
        json.writeStringProperty("stream", count.stream().value());
        json.writeStringProperty("code", count.code());
        json.writeNumberProperty("count", count.letters());
    }

    private static void write(JsonGenerator json, DeadLetters.Kept kept) {
        DeadLetter letter = kept.letter();
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

    private static void writeWithPayload(JsonGenerator json, DeadLetters.Kept kept) {
        write(json, kept);
        json.writeName("payload");
        json.writeRawValue(
                StandardCharsets.UTF_8
                        .decode(kept.letter().record().json().duplicate())
                        .toString());
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
}
