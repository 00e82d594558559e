package dev.headrace.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Replays: asks what one would deliver, begins it when the person says yes, watches, cancels. */
@Command(
        name = "replay",
        description = "Delivers dead letters, a range of the log, or what a lake holds, again.",
        mixinStandardHelpOptions = true)
final class AdminReplayCommand implements Runnable {

    private static final String PATH = "/admin/replays";

    @Spec private CommandSpec spec = CommandSpec.create();
    private final AdminCommand admin;

    AdminReplayCommand(AdminCommand admin) {
        this.admin = admin;
    }

    /** How to replay, whatever is replayed. */
    static final class Manner {

        @Option(
                names = {"--sink", "--to"},
                required = true,
                paramLabel = "NAME",
                description = "The sink that gets the events.")
        private String sink = "";

        @Option(names = "--stream", paramLabel = "NAME", description = "Of this stream only.")
        private Optional<String> stream = Optional.empty();

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "Most records per second (default 100).")
        private Optional<Integer> rate = Optional.empty();

        @Option(names = "--dry-run", description = "Only says what would be delivered.")
        private boolean dryRun;

        @Option(
                names = "--allow-duplicates",
                description = "Also where the sink would take a repeat for a new event.")
        private boolean allowDuplicates;

        @Option(names = "--yes", description = "Does not ask.")
        private boolean yes;

        ObjectNode order(String kind, ObjectNode source) {
            stream.ifPresent(name -> source.put("stream", name));
            ObjectNode order = JsonNodeFactory.instance.objectNode().put("sink", sink);
            order.putObject("source").set(kind, source);
            rate.ifPresent(number -> order.put("rate", number));
            return order.put("allowDuplicates", allowDuplicates);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing a command: dead-letters, range, lake, list, show or cancel");
    }

    @Command(
            name = "dead-letters",
            description = "Delivers dead letters again.",
            mixinStandardHelpOptions = true)
    int deadLetters(
            @Mixin Manner manner,
            @Option(
                            names = "--refused-by",
                            paramLabel = "NAME",
                            description = "Refused by this sink; else the one that gets them.")
                    Optional<String> refusedBy,
            @Option(names = "--code", paramLabel = "WORD", description = "For this reason only.")
                    Optional<String> code,
            @Option(names = "--from", paramLabel = "TIME", description = "Refused at or after it.")
                    Optional<String> from,
            @Option(names = "--until", paramLabel = "TIME", description = "Refused before it.")
                    Optional<String> until)
            throws InterruptedException {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        refusedBy.ifPresent(name -> source.put("refusedBy", name));
        code.ifPresent(word -> source.put("code", word));
        from.ifPresent(time -> source.put("from", time));
        until.ifPresent(time -> source.put("until", time));
        return replay(manner, manner.order("deadLetters", source));
    }

    @Command(
            description = "Delivers accepted events that are still in the log again.",
            mixinStandardHelpOptions = true)
    int range(
            @Mixin Manner manner,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "TIME",
                            description = "Received at or after it.")
                    String from,
            @Option(
                            names = "--until",
                            required = true,
                            paramLabel = "TIME",
                            description = "Received before it.")
                    String until)
            throws InterruptedException {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        return replay(manner, manner.order("log", source.put("from", from).put("until", until)));
    }

    @Command(
            description = "Delivers events of a stream that a sink has written to a lake again.",
            mixinStandardHelpOptions = true)
    int lake(
            @Mixin Manner manner,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "PLACE",
                            description =
                                    "A folder of the server's, s3://bucket/prefix, or a sink's name.")
                    String from,
            @Option(
                            names = "--dates",
                            required = true,
                            paramLabel = "DATE[..DATE]",
                            description = "Received on these dates (UTC), both included.")
                    String dates,
            @Option(
                            names = "--layout",
                            paramLabel = "hive|data[/VALUE...]",
                            description =
                                    "Objects by stream and hour (hive, the default), or those below this folder.")
                    Optional<String> layout)
            throws InterruptedException {
        String[] borders = dates.split("\\.\\.", 2);
        ObjectNode source =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("place", from)
                        .put("from", borders[0])
                        .put("to", borders[borders.length - 1]);
        layout.ifPresent(name -> source.put("layout", name));
        return replay(manner, manner.order("lake", source));
    }

    @Command(description = "Every replay, newest first.", mixinStandardHelpOptions = true)
    int list() throws InterruptedException {
        return admin.show(
                admin.client().get(PATH, Map.of()),
                (out, json) -> table(out, json.path("replays")));
    }

    @Command(description = "One replay.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = "The replay.") String id)
            throws InterruptedException {
        return admin.show(admin.client().get(path(id), Map.of()), AdminTable::fields);
    }

    @Command(description = "Ends a replay at its next batch.", mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "ID", description = "The replay.") String id)
            throws InterruptedException {
        return admin.show(admin.client().post(path(id) + "/cancel", ""), AdminReplayCommand::one);
    }

    private int replay(Manner manner, ObjectNode order) throws InterruptedException {
        AdminClient client = admin.client();
        if (manner.dryRun || !manner.yes) {
            AdminClient.Reply estimate =
                    client.post(PATH, order.deepCopy().put("dryRun", true).toString());
            if (manner.dryRun) {
                return admin.show(estimate, AdminReplayCommand::estimate);
            }
            estimate(admin.out(), estimate.json());
            admin.out().print("Deliver them again? [y/N] ");
            admin.out().flush();
            if (!saysYes()) {
                throw new AdminCallException("nothing was delivered");
            }
        }
        return admin.show(client.post(PATH, order.toString()), AdminReplayCommand::one);
    }

    private boolean saysYes() {
        try {
            var reader =
                    new BufferedReader(new InputStreamReader(admin.in(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            return line != null && (line.strip().equals("y") || line.strip().equals("yes"));
        } catch (IOException e) {
            return false;
        }
    }

    private static void estimate(PrintWriter out, JsonNode json) {
        out.printf("%s events%n", json.path("records").asString());
        json.path("byStream")
                .forEachEntry((stream, count) ->
                        out.printf("  %s: %s%n", AdminTable.plain(stream), count.asString()));
    }

    private static void one(PrintWriter out, JsonNode replay) {
        table(out, JsonNodeFactory.instance.arrayNode().add(replay));
    }

    private static void table(PrintWriter out, JsonNode replays) {
        AdminTable.print(
                out,
                replays,
                "id",
                "state",
                "sink",
                "startedAt",
                "records",
                "delivered",
                "refused",
                "note");
    }

    private static String path(String id) {
        return PATH + "/" + AdminClient.encoded(id);
    }
}
