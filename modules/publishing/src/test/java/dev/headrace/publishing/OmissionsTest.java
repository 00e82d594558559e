package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.PrivacyRules;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.EnvelopeWriter.Form;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.WriteResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a sink sees of events of which the contract leaves something out for it. */
@Timeout(60)
class OmissionsTest {

    private static final String EVENT =
            "{\"a\":1.0 ,\"ip\":\"CANARY\",\"tags\":{\"mail\":\"CANARY\"}}";

    @TempDir Path folder;

    private final FakeSink lean = new FakeSink("lean");
    private final FakeSink whole = new FakeSink("whole");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void leavesOutForOneSinkInEveryFormAndForNoOther() {
        var wholeLines = new CopyOnWriteArrayList<String>();
        lean.writing = batch -> write(batch, lines);
        whole.writing = batch -> write(batch, wholeLines);
        var catalog =
                new FakeCatalog()
                        .with("web", omitting("/ip", "/tags/mail"), AuthMethod.NONE)
                        .with("app", PrivacyRules.DEFAULT, AuthMethod.NONE);
        try (var world = new World(folder).with(catalog)) {
            world.start(lean, whole);

            world.log.add("web", EVENT);
            world.log.add("app", EVENT);

            await().until(() -> lines.size() == 6 && wholeLines.size() == 6);
            assertThat(wholeLines).allMatch(line -> line.contains("CANARY"));
            assertThat(lines)
                    .filteredOn(line -> !line.contains("CANARY"))
                    .hasSize(Form.values().length)
                    .anyMatch(line -> line.equals("{\"a\":1.0,\"tags\":{}}"))
                    .anyMatch(line -> line.contains("\"event\":{\"a\":1.0,\"tags\":{}}}"))
                    .anyMatch(line -> line.contains("\"a\":1.0") && !line.contains("tags"));
            assertThat(lines).filteredOn(line -> line.contains("CANARY")).hasSize(3);
        }
    }

    @Test
    void theDeadLettersOfTheSinkKeepTheWholeEvent() {
        lean.writing =
                batch -> {
                    var result = WriteResult.of(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        result.rejected(i, "no", "refused for the test");
                    }
                    return result.build();
                };
        try (var world = omittingWorld("/ip")) {
            world.start(lean);

            world.log.add("web", EVENT);

            await().until(() -> world.disk.letters().size() == 1);
            assertThat(
                            StandardCharsets.UTF_8
                                    .decode(
                                            world.disk
                                                    .letters()
                                                    .getFirst()
                                                    .record()
                                                    .json()
                                                    .duplicate())
                                    .toString())
                    .isEqualTo(EVENT);
        }
    }

    @Test
    void sendsNobodysNameWhereThatIsLeftOut() {
        lean.writing =
                batch -> {
                    for (SinkRecord record : batch) {
                        lines.add(record.principal().name());
                        lines.add(batch.get(0).principal().kind());
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = omittingWorld("$principal/name")) {
            world.start(lean);

            world.log.add("web", EVENT);

            await().until(() -> lines.size() == 2);
            assertThat(lines.get(0)).isEqualTo(lines.get(1));
        }
    }

    @Test
    void aSinkOfWhichNoContractLeavesAnythingOutIsGivenTheVeryBatch() {
        var omissions = new Omissions("whole", new FakeCatalog().with("web", omitting("/ip")));
        RecordBatch batch = BatchView.of(new Records().batch(2), Instant.MAX);

        assertThat(omissions.applyTo(batch)).isSameAs(batch);
    }

    private World omittingWorld(String... places) {
        return new World(folder)
                .with(new FakeCatalog().with("web", omitting(places), AuthMethod.NONE));
    }

    private static PrivacyRules omitting(String... places) {
        return new PrivacyRules(
                EmailRule.HASH,
                Optional.empty(),
                new TreeMap<>(),
                Set.of(),
                Map.of("lean", Set.of(places)));
    }

    private static WriteResult write(RecordBatch batch, List<String> lines) {
        for (SinkRecord record : batch) {
            for (Form form : Form.values()) {
                var out = new ByteArrayOutputStream();
                try {
                    EnvelopeWriter.of(form).write(record, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                lines.add(out.toString(StandardCharsets.UTF_8));
            }
        }
        return FakeSink.deliver(batch);
    }
}
