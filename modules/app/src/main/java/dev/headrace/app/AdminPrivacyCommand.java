package dev.headrace.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What persons have chosen: exclusions and consents. */
@Command(
        name = "privacy",
        description = "Excludes persons and addresses, and keeps consents.",
        mixinStandardHelpOptions = true)
final class AdminPrivacyCommand implements Runnable {

    private static final String PATH = "/admin/privacy";
    private static final String TYPED = "-";

    @Spec private CommandSpec spec = CommandSpec.create();
    private final AdminCommand admin;

    AdminPrivacyCommand(AdminCommand admin) {
        this.admin = admin;
    }

    /** Whose person is meant. */
    static final class Person {

        @Option(
                names = "--organisation",
                paramLabel = "NAME",
                description = "Whose person; without it one of no organisation.")
        private Optional<String> organisation = Optional.empty();

        @Option(
                names = "--actor",
                paramLabel = "ID",
                description =
                        "The person as tokens name it; - reads it from standard input, where others on this machine do not see it.")
        private Optional<String> actor = Optional.empty();
    }

    /** A person or an address. */
    static final class Meant {

        @Mixin private Person person = new Person();

        @Option(
                names = "--address",
                paramLabel = "IP",
                description = "An address instead; of IPv6 its /64.")
        private Optional<String> address = Optional.empty();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing a command: status, exclude, readmit, give, withdraw or look-up");
    }

    @Command(
            description = "How much the node knows of what persons have chosen.",
            mixinStandardHelpOptions = true)
    int status() throws InterruptedException {
        return admin.show(admin.client().get(PATH, Map.of()), AdminTable::fields);
    }

    @Command(
            description = "Records nothing more of a person or an address.",
            mixinStandardHelpOptions = true)
    int exclude(
            @Mixin Meant meant,
            @Option(
                            names = "--source",
                            paramLabel = "WORD",
                            description = "gpc, ccpa_form, gdpr_objection or admin (usual).")
                    Optional<String> source)
            throws InterruptedException {
        ObjectNode body = body(meant);
        source.ifPresent(word -> body.put("source", word));
        return post("/exclusions", body);
    }

    @Command(description = "Ends an exclusion.", mixinStandardHelpOptions = true)
    int readmit(@Mixin Meant meant) throws InterruptedException {
        return post("/exclusions/revoke", body(meant));
    }

    @Command(description = "Keeps that a person agrees.", mixinStandardHelpOptions = true)
    int give(@Mixin Person person, @Mixin Said said) throws InterruptedException {
        return post("/consents", said.in(body(person)).put("given", true));
    }

    @Command(
            description = "Keeps that a person no longer agrees, or never did.",
            mixinStandardHelpOptions = true)
    int withdraw(@Mixin Person person, @Mixin Said said) throws InterruptedException {
        return post("/consents", said.in(body(person)).put("given", false));
    }

    /** What a person says. */
    static final class Said {

        @Option(
                names = "--purpose",
                required = true,
                paramLabel = "WORD",
                description = "errors, analytics or pose.")
        private String purpose = "";

        @Option(
                names = "--policy",
                required = true,
                paramLabel = "VERSION",
                description = "The version of the policy that the person has seen.")
        private String policy = "";

        private ObjectNode in(ObjectNode body) {
            return body.put("purpose", purpose).put("policy", policy);
        }
    }

    @Command(
            name = "look-up",
            description = "What is known of a person or an address; changes nothing.",
            mixinStandardHelpOptions = true)
    int lookUp(@Mixin Meant meant) throws InterruptedException {
        return post("/look-up", body(meant));
    }

    private ObjectNode body(Meant meant) {
        ObjectNode body = body(meant.person);
        meant.address.ifPresent(address -> body.put("address", address));
        return body;
    }

    private ObjectNode body(Person person) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        person.organisation.ifPresent(name -> body.put("organisation", name));
        person.actor.ifPresent(name -> body.put("actor", name.equals(TYPED) ? typed() : name));
        return body;
    }

    private String typed() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(admin.in(), StandardCharsets.UTF_8))
                            .readLine();
            if (line == null || line.isBlank()) {
                throw new ParameterException(
                        spec.commandLine(), "standard input has no line with the person");
            }
            return line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int post(String path, ObjectNode body) throws InterruptedException {
        return admin.show(
                admin.client().post(PATH + path, body.toString()), AdminPrivacyCommand::standing);
    }

    private static void standing(PrintWriter out, JsonNode json) {
        out.printf(
                "%s %s%n",
                AdminTable.plain(json.path("kind").asString()),
                AdminTable.plain(json.path("mark").asString()));
        out.printf("excluded: %s%n", json.path("excluded").asBoolean() ? "yes" : "no");
        json.path("consents")
                .forEachEntry((purpose, said) ->
                        out.printf(
                                "%s: %s%n",
                                AdminTable.plain(purpose), AdminTable.plain(said.asString())));
    }
}
