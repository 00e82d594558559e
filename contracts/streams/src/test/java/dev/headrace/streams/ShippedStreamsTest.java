package dev.headrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Addition;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Cardinality;
import dev.headrace.event.ChoiceRules;
import dev.headrace.event.Contract;
import dev.headrace.event.FieldRule;
import dev.headrace.event.Purpose;
import dev.headrace.event.Rejection;
import dev.headrace.event.Signal;
import dev.headrace.event.StreamName;
import dev.headrace.validation.ContractCheck;
import dev.headrace.validation.LoadedStreams;
import dev.headrace.validation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippedStreamsTest {

    /** Surefire runs in the module's folder. */
    private static final List<Path> STREAMS = List.of(Path.of("").toAbsolutePath());

    /** A file's name in backquotes at the start of a line, and then its content as a block. */
    private static final Pattern README_FILE =
            Pattern.compile("(?m)^`([a-z0-9./-]+)`[^`]*```[a-z]+\\n([^`]*)```");

    @TempDir Path data;

    @Test
    void everyExampleIsJudgedAsItSays() {
        ContractCheck check = ContractCheck.run(STREAMS);

        assertThat(check.wrong()).isEmpty();
        assertThat(check.streams()).isEqualTo(13);
        assertThat(check.examples()).isGreaterThan(30);
    }

    @Test
    void everyKeywordIsGuardedByAnExample() {
        ContractCheck check = ContractCheck.run(STREAMS);

        assertThat(check.unguarded()).isEmpty();
    }

    @Test
    void userTelemetryLoadsWithTheLimitsThatItsClientNeeds() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract contract = streams.find(new StreamName("user-telemetry")).orElseThrow();
        assertThat(contract.limits().request()).hasToString("8MiB");
        assertThat(contract.limits().events()).isEqualTo(5000);
        assertThat(contract.layout()).containsExactly("/app", "/stage", "/type");
        assertThat(contract.dialects()).containsExactly("guardian");
        assertThat(contract.retention()).contains(Duration.ofDays(400));
    }

    @Test
    void reportsOfDeploymentsSayWhereTheyAreTakenAndWhatTheServerAdds() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract deployments = streams.find(new StreamName("deployment-metrics")).orElseThrow();
        Contract commands = streams.find(new StreamName("cli-metrics")).orElseThrow();
        assertThat(deployments.dialects()).containsExactly("record-deployment");
        assertThat(commands.dialects()).containsExactly("record-cli");
        assertThat(deployments.adds()).containsEntry("tag", new Addition.Fixed("deployment"));
        assertThat(deployments.adds()).containsEntry("trust", Addition.Known.TRUST);
        assertThat(deployments.signer()).contains("/stack_id");
        assertThat(commands.privacy().fields())
                .containsEntry("/error_message", FieldRule.Redact.EVERYTHING);
        assertThat(commands.adds()).containsEntry("tag", new Addition.Fixed("cli"));
        assertThat(List.of(deployments, commands))
                .allMatch(
                        one -> one.adds().get("source_ip_prefix") == Addition.Known.CLIENT_NETWORK);
    }

    /** As its collector has sent them: the newer body and the older one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stack_id        | lacks the property metrics; it has collected_metrics instead, has the unknown property collected_metrics",
                "deployment_uuid | lacks the property stack_id, lacks the property metrics; it has collected_metrics instead, has the unknown property collected_metrics, has the unknown property deployment_uuid",
            })
    void everyFaultOfTheDriftedCollectorIsNamed(String id, String faults) throws IOException {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));
        Contract deployments = streams.find(new StreamName("deployment-metrics")).orElseThrow();
        String example =
                Files.readString(
                        Path.of("deployment-metrics/examples/fail/collected-metrics.json"));
        JsonNode event =
                JsonMapper.shared().readTree(example.replace("stack_id", id)).path("event");

        Verdict verdict = streams.validator().validate(deployments, OptionalInt.empty(), event);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        told ->
                                assertThat(
                                                Stream.concat(
                                                        Stream.of(told.message()),
                                                        streams
                                                                .validator()
                                                                .further(
                                                                        deployments,
                                                                        OptionalInt.empty(),
                                                                        event,
                                                                        told)
                                                                .stream()
                                                                .map(Rejection.Fault::message)))
                                        .containsExactlyInAnyOrder(faults.split(", ")));
    }

    @Test
    void auditIsTakenInsideAndShownToNobody() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract contract = streams.find(new StreamName("audit")).orElseThrow();
        assertThat(contract.listener()).isEqualTo(Contract.Listener.INTERNAL);
        assertThat(contract.readable()).isFalse();
        assertThat(contract.auth()).containsExactly(AuthMethod.HMAC);
        assertThat(contract.bound().organisation()).contains("/organization_id");
        assertThat(contract.missingId()).isEqualTo(Contract.MissingId.CONTENT);
        assertThat(contract.limits().rate()).contains(new Contract.Rate(5_000, 20_000));
        assertThat(contract.limits().ahead()).contains(Duration.ofMinutes(5));
        assertThat(contract.privacy().fields())
                .containsEntry(
                        "/user_id",
                        new FieldRule.Unless(
                                new FieldRule.HashAs("/actor_hash"),
                                "/actor_type",
                                Set.of("staff", "system")));
    }

    @Test
    void webStreamsHonourWhatBrowsersSayAndKeepForeignSitesInside() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        assertThat(List.of("web-events", "web-pageviews", "web-pixels"))
                .map(name -> streams.find(new StreamName(name)).orElseThrow())
                .allSatisfy(contract -> {
                    assertThat(contract.privacy().honoured()).containsOnly(Signal.GPC, Signal.DNT);
                    assertThat(contract.auth()).containsExactly(AuthMethod.NONE);
                    assertThat(contract.limits().events()).isEqualTo(50);
                    assertThat(contract.limits().event()).hasToString("8KiB");
                    assertThat(contract.limits().addressRate())
                            .contains(new Contract.Rate(600, Contract.Rate.Per.MINUTE, 600));
                });
        Contract foreign = streams.find(new StreamName("web-unauthorised")).orElseThrow();
        assertThat(foreign.listener()).isEqualTo(Contract.Listener.INTERNAL);
        assertThat(foreign.layout()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "analytics,     SUPPRESS, ANALYTICS",
        "media,         SUPPRESS, ANALYTICS",
        "pose,          SUPPRESS, POSE",
        "errors,        KEEP,     ERRORS",
        "web-events,    SUPPRESS,",
        "web-pageviews, SUPPRESS,",
        "web-pixels,    SUPPRESS,",
        "audit,         KEEP,",
    })
    void whatPersonsChooseIsObeyedAsTheLadderSays(
            String stream, ChoiceRules.Exclusion exclusion, @Nullable Purpose withdrawal) {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract contract = streams.find(new StreamName(stream)).orElseThrow();

        assertThat(contract.privacy().choices())
                .isEqualTo(
                        new ChoiceRules(
                                exclusion, Optional.empty(), Optional.ofNullable(withdrawal)));
    }

    @Test
    void mediaIsOfTheTokensSessionAndHonoursWhoWantsNotToBeTracked() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract contract = streams.find(new StreamName("media")).orElseThrow();
        assertThat(contract.auth()).containsExactly(AuthMethod.SESSION);
        assertThat(contract.bound().session()).contains("/session_id");
        assertThat(contract.privacy().honoured()).containsExactlyInAnyOrder(Signal.GPC, Signal.DNT);
        assertThat(contract.retention()).contains(Duration.ofDays(730));
        assertThat(contract.limits().rate())
                .contains(new Contract.Rate(30, Contract.Rate.Per.MINUTE, 20));
        assertThat(contract.limits().events()).isEqualTo(20);
    }

    @Test
    void whatPagesSayIsBoundedBySiteAndDay() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        assertThat(List.of("web-events", "web-pageviews", "web-pixels"))
                .map(name -> streams.find(new StreamName(name)).orElseThrow())
                .allSatisfy(contract ->
                        assertThat(contract.cardinality())
                                .containsEntry(
                                        "/page",
                                        new Cardinality(
                                                5_000,
                                                Cardinality.Window.DAY,
                                                List.of("/domain"),
                                                Cardinality.OTHER)));
        assertThat(streams.find(new StreamName("web-events")).orElseThrow().cardinality())
                .containsEntry(
                        "/note",
                        new Cardinality(
                                100,
                                Cardinality.Window.DAY,
                                List.of("/domain", "/event"),
                                Cardinality.OTHER));
    }

    @Test
    void placesAreOfTheClientOutsideAndOfTheBodysAddressInAudit() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        assertThat(List.of("errors", "analytics", "media"))
                .map(name -> streams.find(new StreamName(name)).orElseThrow())
                .allSatisfy(contract ->
                        assertThat(contract.adds().values())
                                .containsExactly(
                                        Addition.Known.CLIENT_BROWSER,
                                        Addition.Known.CLIENT_SYSTEM,
                                        Addition.Known.CLIENT_DEVICE,
                                        Addition.Known.CLIENT_COUNTRY,
                                        Addition.Known.CLIENT_REGION,
                                        Addition.Known.CLIENT_TIMEZONE));
        assertThat(streams.find(new StreamName("audit")).orElseThrow().adds())
                .containsEntry(
                        "position", new Addition.OfField(Addition.Derived.POSITION, "/ip_address"))
                .containsEntry(
                        "address_hash", new Addition.OfField(Addition.Derived.HASH, "/ip_address"));
        assertThat(streams.find(new StreamName("analytics")).orElseThrow().limits().addressRate())
                .contains(new Contract.Rate(600, Contract.Rate.Per.MINUTE, 600));
    }

    @Test
    void aBatchOfPosesIsNamedByItsSessionAndNumber() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract contract = streams.find(new StreamName("pose")).orElseThrow();
        assertThat(contract.missingId())
                .isEqualTo(new Contract.MissingId.Named(List.of("/session_id", "/batch_seq")));
        assertThat(contract.bound().session()).contains("/session_id");
        assertThat(contract.limits().rate()).contains(new Contract.Rate(5, 10));
        assertThat(contract.limits().request()).hasToString("1MiB");
        assertThat(contract.retention()).contains(Duration.ofDays(180));
    }

    /**
     * Seven years, two, one and half a one; sixty requests a minute of twenty events, and twenty.
     */
    @Test
    void thePlatformsStreamsAreKeptAndSlowedAsItsTablesSay() {
        LoadedStreams streams = LoadedStreams.load(STREAMS, data.resolve("digests.json"));

        Contract analytics = streams.find(new StreamName("analytics")).orElseThrow();
        Contract errors = streams.find(new StreamName("errors")).orElseThrow();
        Contract audit = streams.find(new StreamName("audit")).orElseThrow();
        assertThat(analytics.limits().rate())
                .contains(new Contract.Rate(1_200, Contract.Rate.Per.MINUTE, 200));
        assertThat(errors.limits().rate())
                .contains(new Contract.Rate(20, Contract.Rate.Per.MINUTE, 20));
        assertThat(analytics.retention()).contains(Duration.ofDays(730));
        assertThat(errors.retention()).contains(Duration.ofDays(365));
        assertThat(audit.retention().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofDays(7 * 365));
    }

    @Test
    void theExampleInTheReadmeIsAStreamAsItStands() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher block = README_FILE.matcher(readme);
        while (block.find()) {
            Path file = data.resolve("page-views").resolve(block.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, block.group(2));
        }

        ContractCheck check = ContractCheck.run(List.of(data));

        assertThat(check.wrong()).isEmpty();
        assertThat(check.examples()).isEqualTo(2);
        assertThat(check.unguarded()).anyMatch(line -> line.contains("/page/maxLength"));
    }
}
