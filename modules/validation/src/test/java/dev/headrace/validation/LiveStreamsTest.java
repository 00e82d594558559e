package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveStreamsTest {

    private static final StreamName WEB = new StreamName("web");
    private static final StreamName APP = new StreamName("app");

    private static final JsonNode EVENT =
            StrictJson.MAPPER.readTree("{\"app\":\"a\",\"eventTime\":\"2026-11-22T07:51:27Z\"}");

    @TempDir Path folder;
    private StreamFixture fixture;
    private Recording adoption;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder).stream("web");
        adoption = new Recording();
    }

    @Test
    void takesOverAChangedStream() {
        LiveStreams streams = open();
        fixture.stream("web", "limits: { events: 7 }");

        streams.refresh(adoption);

        assertThat(streams.find(WEB).orElseThrow().limits().events()).isEqualTo(7);
        assertThat(streams.problems()).isEmpty();
    }

    @Test
    void takesOverAnAddedStream() {
        LiveStreams streams = open();
        fixture.stream("app");

        streams.refresh(adoption);

        assertThat(streams.all()).extracting(Contract::name).containsExactly(APP, WEB);
        Contract added = streams.find(APP).orElseThrow();
        assertThat(streams.validator().validate(added, OptionalInt.empty(), EVENT))
                .isEqualTo(new Verdict.Valid(1));
    }

    @Test
    void takesOverAConfigurationThatIsMountedByALink() throws IOException {
        Path mount = folder.resolve("mount");
        StreamFixture first = new StreamFixture(folder.resolve("first")).stream("web");
        StreamFixture second =
                new StreamFixture(folder.resolve("second")).stream("web", "limits: { events: 9 }");
        Files.createSymbolicLink(mount, first.path(""));
        LiveStreams streams = LiveStreams.open(List.of(mount), fixture.digests());
        Path fresh = Files.createSymbolicLink(folder.resolve("fresh"), second.path(""));
        Files.move(fresh, mount, java.nio.file.StandardCopyOption.ATOMIC_MOVE);

        streams.refresh(adoption);

        assertThat(streams.find(WEB).orElseThrow().limits().events()).isEqualTo(9);
    }

    @Test
    void keepsTheOldFormOfABrokenStreamUntilItIsRight() {
        LiveStreams streams = open();
        fixture.stream("web", "limits: { events: many }");
        streams.refresh(adoption);

        assertThat(streams.find(WEB)).map(web -> web.limits().events()).contains(1_000);
        assertThat(streams.problems())
                .singleElement()
                .asString()
                .contains("web/stream.yaml", "/limits/events");

        fixture.stream("web", "limits: { events: 8 }");
        streams.refresh(adoption);

        assertThat(streams.find(WEB)).map(web -> web.limits().events()).contains(8);
        assertThat(streams.problems()).isEmpty();
    }

    @Test
    void aBrokenStreamDoesNotHoldUpAnother() {
        LiveStreams streams = open();
        fixture.stream("web", "limits: { events: many }").stream("app");

        streams.refresh(adoption);

        assertThat(streams.find(APP)).isPresent();
        assertThat(streams.find(WEB)).isPresent();
        assertThat(streams.problems()).hasSize(1);
    }

    @Test
    void keepsTheOldFormOfAPublishedVersionThatHasOtherContentNow() {
        LiveStreams streams = open();
        Contract old = streams.find(WEB).orElseThrow();
        fixture.write("web/v1.schema.json", "{\"type\":\"object\"}");

        streams.refresh(adoption);

        assertThat(streams.find(WEB)).containsSame(old);
        assertThat(streams.problems())
                .singleElement()
                .asString()
                .contains("a published schema version changed");
    }

    @Test
    void keepsAStreamWhoseFolderIsGone() throws IOException {
        LiveStreams streams = open();
        Files.delete(fixture.path("web/stream.yaml"));
        Files.delete(fixture.path("web/v1.schema.json"));
        Files.delete(fixture.path("web"));

        streams.refresh(adoption);

        assertThat(streams.find(WEB)).isPresent();
        assertThat(String.join("\n", streams.problems())).contains("is gone");
    }

    @Test
    void refusesANameThatIsTaken() {
        LiveStreams streams = open();
        fixture.write("copy/v1.schema.json", StreamFixture.SCHEMA)
                .yaml(
                        "copy",
                        "{ name: web, listener: public, schemas: { 1: v1.schema.json }, auth: [hmac] }");

        streams.refresh(adoption);

        assertThat(streams.all()).hasSize(1);
        assertThat(streams.problems()).singleElement().asString().contains("name web is taken");
    }

    @Test
    void refusesWhatTheNodeObjectsTo() {
        LiveStreams streams = open();
        adoption.objections.add("the sink nowhere is not configured");
        fixture.stream("web", "limits: { events: 7 }");

        streams.refresh(adoption);

        assertThat(streams.find(WEB)).map(web -> web.limits().events()).contains(1_000);
        assertThat(streams.problems()).singleElement().asString().contains("nowhere");
    }

    @Test
    void preparesTheNodeBeforeTheFirstEventIsTaken() {
        LiveStreams streams = open();
        fixture.stream("app");
        adoption.watched = Optional.of(streams);

        streams.refresh(adoption);

        assertThat(adoption.nextHadIt).isTrue();
        assertThat(adoption.alreadyInForce).isFalse();
        assertThat(adoption.inForceWhenAdopted).isTrue();
    }

    @Test
    void triesAgainWhenTheNodeCouldNotBePrepared() {
        LiveStreams streams = open();
        fixture.stream("app");
        adoption.failing = true;
        assertThatThrownBy(() -> streams.refresh(adoption)).hasMessage("no disk");
        assertThat(streams.find(APP)).isEmpty();
        adoption.failing = false;

        streams.refresh(adoption);

        assertThat(streams.find(APP)).isPresent();
    }

    @Test
    void aRequestEndsByTheContractThatItBeganWith() {
        LiveStreams streams = open();
        Contract before = streams.find(WEB).orElseThrow();
        fixture.write("web/v2.schema.json", "{\"type\":\"object\",\"required\":[\"more\"]}")
                .yaml(
                        "web",
                        """
                        name: web
                        listener: public
                        schemas: { 1: v1.schema.json, 2: v2.schema.json }
                        auth: [hmac]
                        """);
        streams.refresh(adoption);
        JsonNode both =
                StrictJson.MAPPER.readTree(
                        "{\"app\":\"a\",\"eventTime\":\"2026-11-22T07:51:27Z\",\"more\":1}");

        Contract after = streams.find(WEB).orElseThrow();

        assertThat(streams.validator().validate(after, OptionalInt.empty(), both))
                .isEqualTo(new Verdict.Valid(2));
        assertThat(streams.validator().validate(before, OptionalInt.empty(), both))
                .isEqualTo(new Verdict.Valid(1));
    }

    @Test
    void readsNothingWhenNothingChanged() {
        LiveStreams streams = open();
        Contract before = streams.find(WEB).orElseThrow();

        streams.refresh(adoption);

        assertThat(streams.find(WEB)).containsSame(before);
        assertThat(adoption.prepared).isZero();
    }

    @Test
    void doesNotStartWithABrokenStream() {
        fixture.stream("app", "limits: { events: many }");

        assertThatThrownBy(this::open).isInstanceOf(BrokenContractsException.class);
    }

    private LiveStreams open() {
        return LiveStreams.open(List.of(fixture.path("")), fixture.digests());
    }

    /** Objects to what it is told to, and notes what it is shown. */
    private static final class Recording implements LiveStreams.Adoption {
        private final List<String> objections = new ArrayList<>();
        private Optional<LiveStreams> watched = Optional.empty();
        private boolean nextHadIt;
        private boolean alreadyInForce;
        private boolean inForceWhenAdopted;
        private boolean failing;
        private int prepared;

        @Override
        public List<String> objections(Contract contract) {
            return objections;
        }

        @Override
        public void prepare(StreamCatalog next) {
            if (failing) {
                throw new IllegalStateException("no disk");
            }
            prepared++;
            nextHadIt = next.find(APP).isPresent();
            alreadyInForce = watched.flatMap(streams -> streams.find(APP)).isPresent();
        }

        @Override
        public void adopted() {
            inForceWhenAdopted = watched.flatMap(streams -> streams.find(APP)).isPresent();
        }
    }
}
