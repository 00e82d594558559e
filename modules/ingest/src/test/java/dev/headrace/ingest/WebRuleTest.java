package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.event.Contract;
import dev.headrace.event.Signal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the event log holds of what pages of web sites sent. */
class WebRuleTest {

    private static final String EVENTS = "web-events";
    private static final String FOREIGN = "web-unauthorised";
    private static final String START =
            "\"domain\":\"www.example.org\",\"page\":\"/\",\"timezone\":-60,\"platform\":\"Linux x86_64\"";
    private static final String EVENT = "{" + START + ",\"event\":\"bentest\"}";

    @TempDir Path folder;
    private WebNode web;

    @BeforeEach
    void open() {
        web = new WebNode(folder);
    }

    @AfterEach
    void close() {
        web.close();
    }

    private String onlyStored(String event) {
        assertThat(web.post(EVENTS, event).status()).isEqualTo(204);
        return web.stored(EVENTS).getLast();
    }

    @Test
    void keepsWhatTellsHowASiteIsUsed() {
        String stored =
                onlyStored(
                        """
                        {"domain":"WWW.example.org:443","page":"/posts/695-an-analysis.html?q=ada#top",
                         "timezone":-90,"platform":"Linux x86_64","sess_id":"07ab-8022",
                         "event":"BenTest","note":"ada"}
                        """);

        assertThat(stored)
                .isEqualTo(
                        "{\"domain\":\"www.example.org\",\"page\":\"/posts/695-an-analysis.html\","
                                + "\"platform\":\"Linux\",\"timezone\":-60,\"event\":\"bentest\"}");
    }

    @Test
    void keepsANoteOnlyOfEventsThatMayHaveOneAndNothingPersonalInIt() {
        String button =
                onlyStored("{" + START + ",\"event\":\"socialClick\",\"note\":\"mastodon\"}");
        String typed =
                onlyStored(
                        "{"
                                + START
                                + ",\"event\":\"socialclick\",\"note\":\"ada@mail.example 0171 2345678\"}");

        assertThat(button).contains("\"note\":\"mastodon\"");
        assertThat(typed).contains("\"note\":\"(e-mail) (digits)\"");
    }

    @Test
    void keepsASessionOnlyOfSitesThatMayHaveOne() {
        String event = "{" + START + ",\"sess_id\":\"07ab-8022\",\"event\":\"bentest\"}";

        assertThat(onlyStored(event)).doesNotContain("sess_id");
        assertThat(onlyStored(event.replace("www.", "blog.")))
                .contains("\"sess_id\":\"07ab-8022\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/u/123               | /u/:id",
                "/u/ada@mail.example  | /u/:id",
                "/u/123/posts         | /u/123/posts",
                "/mail/ada@mail.example/x | /mail/(e-mail)/x",
                "/mail/ada%40mail.example | /mail/(e-mail)",
                "/x?token=secret      | /x",
            })
    void pagesThatVaryCountAsOne(String page, String stored) {
        assertThat(onlyStored(EVENT.replace("\"/\"", '"' + page + '"')))
                .contains("\"page\":\"" + stored + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "-60,-60",
        "-330,-300",
        "-345,-360",
        "0,0",
        "29,0",
        "30,60",
        "210,240",
        "720,720",
        "-840,-840"
    })
    void timezonesAreWholeHours(int sent, int stored) {
        assertThat(onlyStored(EVENT.replace("-60", String.valueOf(sent))))
                .contains("\"timezone\":" + stored + ",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Win32                 | Windows",
                "MacIntel              | macOS",
                "iPhone                | iPhone",
                "iPad                  | iPad",
                "iPod touch            | iPod",
                "Android               | Android",
                "Linux armv8l          | Linux ARM",
                "Linux aarch64         | Linux ARM",
                "LINUX x86_64          | Linux",
                "CrOS x86_64           | ChromeOS",
                "FreeBSD amd64         | BSD",
                "PlayStation 5         | Console",
                "anything that is made up | (other)",
            })
    void platformsAreTwelveFamilies(String sent, String stored) {
        assertThat(onlyStored(EVENT.replace("Linux x86_64", sent)))
                .contains("\"platform\":\"" + stored + "\"");
    }

    @Test
    void pagesBeyondTheBoundAreOther() {
        int last = 5_000;
        for (int first = 0; first < last; first += 50) {
            String batch =
                    IntStream.range(first, first + 50)
                            .mapToObj(i -> EVENT.replace("\"/\"", "\"/" + i + '"'))
                            .collect(Collectors.joining(",", "[", "]"));
            assertThat(web.post(EVENTS, batch).status()).isEqualTo(204);
        }

        assertThat(onlyStored(EVENT.replace("\"/\"", "\"/one-more\"")))
                .contains("\"page\":\"(other)\"");
        assertThat(onlyStored(EVENT.replace("\"/\"", "\"/17\""))).contains("\"page\":\"/17\"");
        assertThat(onlyStored(EVENT.replace("www.", "blog."))).contains("\"page\":\"/\"");
    }

    @Test
    void notesBeyondTheBoundAreOther() {
        for (int i = 0; i < 100; i++) {
            onlyStored("{" + START + ",\"event\":\"socialclick\",\"note\":\"n" + i + "\"}");
        }

        assertThat(onlyStored("{" + START + ",\"event\":\"socialclick\",\"note\":\"more\"}"))
                .contains("\"note\":\"(other)\"");
    }

    @Test
    void putsAForeignSiteAsideAndAnswersAlike() {
        String event = EVENT.replace("www.example.org", "mirror.example");

        Answer kept = web.post(EVENTS, EVENT);
        Answer foreign = web.post(EVENTS, event);
        IngestAnswer canonical = web.node.pipeline.ingest(web.request(EVENTS, event, Map.of()));

        assertThat(foreign.status()).isEqualTo(kept.status()).isEqualTo(204);
        assertThat(foreign.body()).isEqualTo(kept.body()).isEmpty();
        assertThat(foreign.headers().keySet()).isEqualTo(kept.headers().keySet());
        assertThat(canonical.receipt().accepted()).isOne();
        assertThat(canonical.receipt().suppressed()).isEmpty();
        assertThat(web.stored(EVENTS)).hasSize(1);
        assertThat(web.stored(FOREIGN))
                .containsOnly(
                        "{\"domain\":\"mirror.example\",\"kind\":\"event\",\"event\":\"bentest\"}")
                .hasSize(2);
    }

    /** A receipt's id is a place in the log; both say that there is none to be looked at. */
    @Test
    void noReceiptTellsWhereAnEventWent() {
        for (String domain : new String[] {"www.example.org", "mirror.example"}) {
            String event = EVENT.replace("www.example.org", domain);

            String receipt =
                    web.node.pipeline.ingest(web.request(EVENTS, event, Map.of())).receipt().id();

            var asked =
                    new Receipts.Caller(
                            Contract.Listener.PUBLIC,
                            PipelineFixture.nobody(),
                            Optional.empty(),
                            Sender.UNKNOWN);
            assertThat(web.node.receipts.find(receipt, asked).events()).isEmpty();
        }
    }

    @Test
    void aBatchOfBothIsPartedAndEachCountsOnce() {
        String foreign = EVENT.replace("www.example.org", "mirror.example");

        IngestAnswer answer =
                web.node.pipeline.ingest(
                        web.request(
                                EVENTS, "[" + EVENT + "," + foreign + "," + EVENT + "]", Map.of()));

        assertThat(answer.receipt().accepted()).isEqualTo(3);
        assertThat(web.stored(EVENTS)).hasSize(2);
        assertThat(web.stored(FOREIGN)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.org, 1, 0",
        "http://BLOG.example.org:8080, 1, 0",
        "https://mirror.example, 0, 1",
        "https://www.example.org@mirror.example, 0, 1",
        "null, 0, 1"
    })
    void aPageOfAForeignSiteSpeaksForNoOther(String origin, int kept, int foreign) {
        web.door.take(web.request(EVENTS, EVENT, Map.of("Origin", origin)));

        assertThat(web.stored(EVENTS)).hasSize(kept);
        assertThat(web.stored(FOREIGN)).hasSize(foreign);
        if (origin.equals("https://mirror.example")) {
            assertThat(web.stored(FOREIGN).getFirst()).contains("\"origin\":\"mirror.example\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"skipped.example, bentest", "www.example.org, madeup"})
    void keepsNothingOfASkippedSiteOrAnEventThatIsNotPermitted(String domain, String name) {
        String event = EVENT.replace("www.example.org", domain).replace("bentest", name);

        Answer answer = web.post(EVENTS, event);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(web.node.frames()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void keepsNothingOfWhoeverSaysNoAlsoNotThatOfAForeignSite(Signal said) {
        for (String domain : new String[] {"www.example.org", "mirror.example"}) {
            Answer answer =
                    web.door.take(
                            web.request(
                                    EVENTS,
                                    EVENT.replace("www.example.org", domain),
                                    Map.of(),
                                    said));
            assertThat(answer.status()).isEqualTo(204);
        }

        assertThat(web.node.frames()).isEmpty();
    }

    @Test
    void keepsOfAPageViewHowFastItCameAndWhichSiteSentIt() {
        web.post(
                "web-pageviews",
                "{"
                        + START
                        + ",\"referrer\":\"https://ada:pw@search.example/?q=ada\",\"load_ms\":812,\"viewed\":3}");
        web.post(
                "web-pageviews",
                "{" + START + ",\"referrer\":\"https://search.example/?q=ada\",\"load_ms\":1}");

        assertThat(web.stored("web-pageviews"))
                .containsExactly(
                        "{\"domain\":\"www.example.org\",\"page\":\"/\",\"platform\":\"Linux\","
                                + "\"timezone\":-60,\"load_ms\":812,\"viewed\":3}",
                        "{\"domain\":\"www.example.org\",\"page\":\"/\",\"referrer\":\"search.example\","
                                + "\"platform\":\"Linux\",\"timezone\":-60,\"load_ms\":1}");
    }

    /** A check stores nothing, so it may not use up places for pages either. */
    @Test
    void validatingTakesNoPlace() {
        for (int i = 0; i <= 100; i++) {
            String event = "{" + START + ",\"event\":\"socialclick\",\"note\":\"n" + i + "\"}";
            web.node.pipeline.validate(web.request(EVENTS, event, Map.of()));
        }

        assertThat(onlyStored("{" + START + ",\"event\":\"socialclick\",\"note\":\"first\"}"))
                .contains("\"note\":\"first\"");
    }

    @Test
    void nothingOfTheRequestTravelsAlong() {
        web.post(EVENTS, EVENT);

        assertThat(web.node.frames())
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.attributes()).isEmpty();
                    assertThat(frame.principal().name()).isEqualTo("anonymous");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.org", "/u/:id", "www.example.org/u/id"})
    void aPagePatternHasASiteAndAVariableSegment(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PagePattern.parse(text));
    }
}
