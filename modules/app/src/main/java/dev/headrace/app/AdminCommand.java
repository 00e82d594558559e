package dev.headrace.app;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Looks at a running server and changes it, over its internal listener. */
@Command(
        name = "admin",
        description = "Looks at a running server and changes it.",
        mixinStandardHelpOptions = true)
final class AdminCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options;
    private final InputStream in;

    private AdminCommand(Map<String, String> environment, InputStream in) {
        this.options = new AdminOptions(environment);
        this.in = in;
    }

    /** The command with all below it. */
    static CommandLine line(Map<String, String> environment, InputStream in) {
        var admin = new AdminCommand(environment, in);
        return new CommandLine(admin)
                .addSubcommand(new AdminSinkCommand(admin))
                .addSubcommand(new AdminReplayCommand(admin))
                .addSubcommand(new AdminSecurityCommand(admin))
                .addSubcommand(new AdminAuditCommand(admin))
                .addSubcommand(new AdminPrivacyCommand(admin))
                .addSubcommand(new AdminEraseCommand(admin));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing a command: accounts, sinks, sink, dead-letters, rejects, replay, privacy, erase, keys, journal,"
                        + " log, retention, security, audit or streams");
    }

    AdminClient client() {
        return new AdminClient(options.url(), options.token(), AdminClient.PATIENCE);
    }

    /** For what takes long. */
    AdminClient patientClient() {
        return new AdminClient(options.url(), options.token(), AdminClient.LONG_PATIENCE);
    }

    InputStream in() {
        return in;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Shows an answer as it is, or for people. */
    int show(AdminClient.Reply reply, BiConsumer<PrintWriter, JsonNode> people) {
        if (options.json()) {
            out().println(reply.text());
        } else {
            people.accept(out(), reply.json());
        }
        out().flush();
        return 0;
    }

    @Command(
            description = "What became of every event at every sink.",
            mixinStandardHelpOptions = true)
    int accounts() throws InterruptedException {
        return show(
                client().get("/admin/accounts", Map.of()),
                (out, json) -> {
                    AdminTable.print(
                            out,
                            json.path("accounts"),
                            "sink",
                            "stream",
                            "routed",
                            "delivered",
                            "deadLettered",
                            "pending",
                            "expired",
                            "unaccounted",
                            "redelivered");
                    out.printf(
                            "unaccounted: %s (counted %s s ago)%n",
                            json.path("unaccounted").asString(),
                            json.path("ageSeconds").asString());
                });
    }

    @Command(description = "How every sink stands.", mixinStandardHelpOptions = true)
    int sinks() throws InterruptedException {
        return show(
                client().get("/admin/sinks", Map.of()),
                (out, json) -> sinkTable(out, json.path("sinks")));
    }

    static void sinkTable(PrintWriter out, JsonNode sinks) {
        AdminTable.print(
                out,
                sinks,
                "name",
                "type",
                "required",
                "state",
                "since",
                "lagRecords",
                "lagSeconds",
                "hoursLeft",
                "lastError");
    }

    @Command(
            name = "dead-letters",
            description = "Events that a sink refused for good, by sink and oldest first.",
            mixinStandardHelpOptions = true)
    int deadLetters(
            @Option(names = "--sink", paramLabel = "NAME", description = "Refused by this sink.")
                    Optional<String> sink,
            @Option(names = "--stream", paramLabel = "NAME", description = "Of this stream.")
                    Optional<String> stream,
            @Option(names = "--code", paramLabel = "WORD", description = "For this reason.")
                    Optional<String> code,
            @Option(names = "--from", paramLabel = "TIME", description = "Refused at or after it.")
                    Optional<String> from,
            @Option(names = "--until", paramLabel = "TIME", description = "Refused before it.")
                    Optional<String> until,
            @Option(
                            names = "--page",
                            paramLabel = "N[@CURSOR]",
                            description = "So many, behind the cursor that the page before told.")
                    Optional<String> page,
            @Option(
                            names = "--payload",
                            description =
                                    "With the events; needs an operator and --json, and is noted in the admin journal.")
                    boolean payload)
            throws InterruptedException {
        Optional<String> limit = page.map(text -> text.split("@", 2)[0]);
        Optional<String> cursor =
                page.filter(text -> text.contains("@")).map(text -> text.split("@", 2)[1]);
        var query =
                Map.of(
                        "sink", sink,
                        "stream", stream,
                        "code", code,
                        "from", from,
                        "until", until,
                        "limit", limit,
                        "cursor", cursor,
                        "payload", payload ? Optional.of("true") : Optional.<String>empty());
        return show(client().get("/admin/dead-letters", query), AdminCommand::letters);
    }

    private static void letters(PrintWriter out, JsonNode json) {
        AdminTable.print(out, json.path("counts"), "sink", "stream", "code", "count");
        out.println();
        AdminTable.print(
                out, json.path("letters"), "sink", "stream", "id", "deadAt", "code", "detail");
        if (json.path("hidden").asLong() > 0) {
            out.printf(
                    "%d more are of streams that are not readable%n", json.path("hidden").asLong());
        }
        if (json.has("next")) {
            out.printf("next page: --page N@%s%n", AdminTable.plain(json.path("next").asString()));
        }
    }

    @Command(
            description = "Events refused at the doors, newest first, or why.",
            mixinStandardHelpOptions = true)
    int rejects(
            @Option(names = "--causes", description = "The causes, most frequent first.")
                    boolean causes,
            @Option(names = "--stream", paramLabel = "NAME", description = "Of this stream.")
                    Optional<String> stream,
            @Option(names = "--fingerprint", paramLabel = "HEX", description = "Of this cause.")
                    Optional<String> fingerprint,
            @Option(names = "--code", paramLabel = "WORD", description = "For this reason.")
                    Optional<String> code,
            @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
                    Optional<String> limit)
            throws InterruptedException {
        if (causes) {
            return show(
                    client().get("/admin/rejects/causes", Map.of()),
                    (out, json) ->
                            AdminTable.print(
                                    out,
                                    json.path("causes"),
                                    "stream",
                                    "fingerprint",
                                    "count",
                                    "first",
                                    "last",
                                    "example/pointer",
                                    "example/message"));
        }
        var query =
                Map.of(
                        "stream", stream,
                        "fingerprint", fingerprint,
                        "code", code,
                        "limit", limit);
        return show(
                client().get("/admin/rejects", query),
                (out, json) ->
                        AdminTable.print(
                                out,
                                json.path("rejects"),
                                "at",
                                "stream",
                                "id",
                                "principal/name",
                                "code",
                                "pointer",
                                "message",
                                "fingerprint"));
    }

    @Command(description = "Which HMAC keys are in use.", mixinStandardHelpOptions = true)
    int keys() throws InterruptedException {
        return show(
                client().get("/admin/keys", Map.of()),
                (out, json) ->
                        AdminTable.print(
                                out,
                                json.path("keys"),
                                "id",
                                "firstUsed",
                                "lastUsed",
                                "count",
                                "services"));
    }

    @Command(description = "Who changed what, newest first.", mixinStandardHelpOptions = true)
    int journal(
            @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
                    Optional<String> limit)
            throws InterruptedException {
        return show(
                client().get("/admin/journal", Map.of("limit", limit)),
                (out, json) ->
                        AdminTable.print(
                                out,
                                json.path("changes"),
                                "number",
                                "at",
                                "who",
                                "from",
                                "action",
                                "target",
                                "parameters",
                                "result"));
    }

    @Command(description = "How the event log stands.", mixinStandardHelpOptions = true)
    int log() throws InterruptedException {
        return show(client().get("/admin/log", Map.of()), AdminTable::fields);
    }

    @Command(
            description = "How long the store keeps what, and what it has dropped.",
            mixinStandardHelpOptions = true)
    int retention() throws InterruptedException {
        return show(
                client().get("/admin/retention", Map.of()),
                (out, json) -> {
                    AdminTable.print(
                            out,
                            json.path("months"),
                            "table",
                            "partition",
                            "begins",
                            "ends",
                            "dropFrom",
                            "due");
                    out.println();
                    AdminTable.print(
                            out, json.path("dropped"), "table", "partition", "rows", "droppedAt");
                });
    }

    @Command(description = "The contracts in force.", mixinStandardHelpOptions = true)
    int streams() throws InterruptedException {
        return show(
                client().get("/admin/streams", Map.of()),
                (out, json) ->
                        AdminTable.print(
                                out,
                                json.path("streams"),
                                "name",
                                "listener",
                                "readable",
                                "schemas",
                                "title"));
    }
}
