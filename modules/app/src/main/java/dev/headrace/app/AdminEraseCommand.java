package dev.headrace.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Erases a person's events from what sinks have written. */
@Command(
        name = "erase",
        description = {
            "Erases a person's events from PostgreSQL and ClickHouse sinks, and what the store keeps of media.",
            "Counts them first, and asks. What it does not reach is told, and in deploy/docs/privacy.md.",
            "Exit code 0: every sink that can was searched to the end; 1: not so, ask again."
        },
        mixinStandardHelpOptions = true)
final class AdminEraseCommand implements Callable<Integer> {

    private static final String PATH = "/admin/privacy/erasures";

    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            description = "Whose person; without it one of no organisation.")
    private Optional<String> organisation = Optional.empty();

    @Option(
            names = "--actor",
            required = true,
            paramLabel = "ID",
            description = "The person as tokens name it.")
    private String actor = "";

    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    private final AdminCommand admin;

    AdminEraseCommand(AdminCommand admin) {
        this.admin = admin;
    }

    @Override
    public Integer call() throws InterruptedException {
        AdminClient client = admin.patientClient();
        if (dryRun || !yes) {
            AdminClient.Reply found = client.post(PATH, body().put("dryRun", true).toString());
            admin.show(found, AdminEraseCommand::show);
            if (dryRun) {
                return CommandLine.ExitCode.OK;
            }
            admin.out().print("Erase these rows for good? [y/N] ");
            admin.out().flush();
            if (!saysYes()) {
                throw new AdminCallException("nothing was erased");
            }
        }
        AdminClient.Reply erased = client.post(PATH, body().toString());
        admin.show(erased, AdminEraseCommand::show);
        return erased.json().path("complete").asBoolean(false)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        organisation.ifPresent(name -> body.put("organisation", name));
        return body.put("actor", actor);
    }

    private boolean saysYes() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(admin.in(), StandardCharsets.UTF_8))
                            .readLine();
            return line != null && (line.strip().equals("y") || line.strip().equals("yes"));
        } catch (IOException e) {
            return false;
        }
    }

    private static void show(PrintWriter out, JsonNode json) {
        for (JsonNode sink : json.path("sinks")) {
            String name = AdminTable.plain(sink.path("sink").asString());
            for (JsonNode place : sink.path("places")) {
                out.printf(
                        "%s, %s: %s%n",
                        name,
                        AdminTable.plain(place.path("place").asString()),
                        place.path("rows").asLong() == 1
                                ? "1 row"
                                : place.path("rows").asString() + " rows");
            }
            if (sink.has("problem")) {
                out.printf(
                        "%s: not searched: %s%n",
                        name, AdminTable.plain(sink.path("problem").asString()));
            }
        }
        for (JsonNode unreached : json.path("unreached")) {
            out.printf("not reached: %s%n", AdminTable.plain(unreached.asString()));
        }
    }
}
