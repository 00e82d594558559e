package dev.headrace.app;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The audit trail: whether it is what was written. */
@Command(
        name = "audit",
        description = "Checks the audit trail of the store.",
        mixinStandardHelpOptions = true)
final class AdminAuditCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();
    private final AdminCommand admin;

    AdminAuditCommand(AdminCommand admin) {
        this.admin = admin;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command: verify");
    }

    @Command(
            description = {
                "Reads every row of the audit trail and says whether it is what was written.",
                "Shows the first broken place of each chain, and nothing of what is in the rows.",
                "Exit code 0: all is as it was written, 1: it is not."
            },
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--organisation",
                            paramLabel = "NAME",
                            description = "Of this organisation; else of all.")
                    Optional<String> organisation)
            throws InterruptedException {
        String query =
                organisation.map(name -> "?organisation=" + AdminClient.encoded(name)).orElse("");
        AdminClient.Reply reply = admin.patientClient().post("/admin/audit/verify" + query, "");
        admin.show(reply, AdminAuditCommand::print);
        return reply.json().path("whole").asBoolean(false)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, JsonNode json) {
        AdminTable.print(
                out,
                json.path("chains"),
                "organisation",
                "node",
                "rows",
                "dropped",
                "last",
                "hash",
                "broken/number",
                "broken/fault",
                "broken/detail");
        out.println(
                json.path("whole").asBoolean(false)
                        ? "whole: every row is what was written"
                        : "broken: at the number of each chain that is shown");
    }
}
