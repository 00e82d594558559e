package dev.headrace.app;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the rules of security have found: list, acknowledge. */
@Command(
        name = "security",
        description = "Lists and acknowledges security events.",
        mixinStandardHelpOptions = true)
final class AdminSecurityCommand implements Runnable {

    private static final String EVENTS = "/admin/security/events";
    private static final String[] COLUMNS = {
        "id",
        "organisation",
        "rule",
        "severity",
        "state",
        "hits",
        "first",
        "last",
        "firstEvent",
        "lastEvent",
        "acknowledgedBy"
    };

    @Spec private CommandSpec spec = CommandSpec.create();
    private final AdminCommand admin;

    AdminSecurityCommand(AdminCommand admin) {
        this.admin = admin;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command: list or acknowledge");
    }

    @Command(
            description = "Security events, those with the newest hits first.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--organisation",
                            paramLabel = "NAME",
                            description = "Of this organisation; else of all.")
                    Optional<String> organisation,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "open (as when nothing is said), acknowledged or all.")
                    Optional<String> state)
            throws InterruptedException {
        return admin.show(
                admin.client().get(EVENTS, Map.of("organisation", organisation, "state", state)),
                (out, json) -> AdminTable.print(out, json.path("events"), COLUMNS));
    }

    @Command(
            description = "Closes an open security event; what happens later opens another.",
            mixinStandardHelpOptions = true)
    int acknowledge(
            @Parameters(paramLabel = "ID", description = "The id that list shows.") String id)
            throws InterruptedException {
        return admin.show(
                admin.client().post(EVENTS + "/" + AdminClient.encoded(id) + "/acknowledge", ""),
                (out, json) -> AdminTable.print(out, alone(json), COLUMNS));
    }

    private static JsonNode alone(JsonNode one) {
        return JsonNodeFactory.instance.arrayNode().add(one);
    }
}
