package dev.headrace.app;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** One sink: show, check, pause, resume. */
@Command(
        name = "sink",
        description = "Shows, checks, pauses or resumes a sink.",
        mixinStandardHelpOptions = true)
final class AdminSinkCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();
    private final AdminCommand admin;

    AdminSinkCommand(AdminCommand admin) {
        this.admin = admin;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing a command: show, check, pause or resume");
    }

    @Command(description = "Everything about a sink.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "NAME", description = "The sink.") String name)
            throws InterruptedException {
        return admin.show(admin.client().get(path(name), Map.of()), AdminTable::fields);
    }

    @Command(
            description = {
                "Asks a sink, beside its delivery, whether it can use its target.",
                "Takes up to a minute. Exit code 0: it can, 1: it cannot."
            },
            mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "NAME", description = "The sink.") String name)
            throws InterruptedException {
        AdminClient.Reply reply = admin.client().post(path(name) + "/check", "");
        admin.show(
                reply,
                (out, json) ->
                        AdminTable.print(
                                out, json.path("findings"), "level", "subject", "message"));
        return reply.json().path("usable").asBoolean(false)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(
            description = "Stops the delivery to a sink, over restarts too.",
            mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "NAME", description = "The sink.") String name)
            throws InterruptedException {
        return change(name, "pause");
    }

    @Command(description = "Goes on with a paused or parked sink.", mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "NAME", description = "The sink.") String name)
            throws InterruptedException {
        return change(name, "resume");
    }

    private int change(String name, String verb) throws InterruptedException {
        return admin.show(
                admin.client().post(path(name) + "/" + verb, ""),
                (out, json) ->
                        AdminCommand.sinkTable(
                                out, JsonNodeFactory.instance.arrayNode().add(json)));
    }

    private static String path(String name) {
        return "/admin/sinks/" + AdminClient.encoded(name);
    }
}
