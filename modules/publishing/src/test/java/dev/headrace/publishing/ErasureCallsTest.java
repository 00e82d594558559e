package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of sinks that are asked to forget a person. */
@Timeout(60)
class ErasureCallsTest {

    private static final Erasure ERASURE =
            new Erasure(
                    Erasure.Mode.ERASE,
                    Optional.of("7"),
                    List.of(new Erasure.Trace("web", "$principal/name", Set.of("h1:a"))));

    private final FakeSink sink = new FakeSink("fake");
    private final FakeSink other = new FakeSink("other");

    private List<SinkErasure> ask(Duration atMost) throws Exception {
        return new ErasureCalls(SinkPlugins.of(sink, other), atMost)
                .ask(
                        List.of(
                                new SinkSettings("one", "fake", Required.REQUIRED, Map.of()),
                                new SinkSettings("two", "other", Required.OPTIONAL, Map.of())),
                        ERASURE);
    }

    @Test
    void asksAnInstanceOfItsOwnThatIsNotOpenedAndClosesIt() throws Exception {
        sink.erasing =
                request -> {
                    assertThat(request)
                            .isEqualTo(
                                    new ErasureRequest(
                                            ErasureRequest.Mode.ERASE,
                                            Optional.of("7"),
                                            List.of(
                                                    new ErasureRequest.Trace(
                                                            "web",
                                                            "$principal/name",
                                                            Set.of("h1:a")))));
                    return ErasureReport.of(List.of(new ErasureReport.Place("a.web", 3)))
                            .without("rows of long ago");
                };

        assertThat(ask(Duration.ofSeconds(30)))
                .containsExactly(
                        new SinkErasure(
                                "one",
                                "fake",
                                List.of(new SinkErasure.Place("a.web", 3)),
                                List.of("rows of long ago"),
                                Optional.empty()),
                        new SinkErasure(
                                "two",
                                "other",
                                List.of(),
                                List.of("a sink of the type other cannot find single events"),
                                Optional.empty()));
        assertThat(sink.context).as("not opened").isEmpty();
        assertThat(sink.closed).hasValue(1);
    }

    @Test
    void aTargetThatRefusesIsToldAndNoValueOfTheRequestWithIt() throws Exception {
        sink.erasing =
                request -> {
                    throw new SinkException.Unauthorised("the role may not delete");
                };
        other.erasing =
                request -> {
                    throw new IllegalStateException("with " + request.traces().getFirst().texts());
                };

        assertThat(ask(Duration.ofSeconds(30)))
                .extracting(one -> one.problem().orElse(""))
                .containsExactly(
                        "unauthorised: the role may not delete",
                        "the plugin has a bug: java.lang.IllegalStateException");
        assertThat(ERASURE.toString()).doesNotContain("h1:a");
    }

    @Test
    void oneThatTakesTooLongIsInterruptedAndTheOthersAreTold() throws Exception {
        var interrupted = new CountDownLatch(1);
        sink.erasing =
                request -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return ErasureReport.notSupported();
                };
        other.erasing = request -> ErasureReport.of(List.of());

        List<SinkErasure> told = ask(Duration.ofSeconds(1));

        assertThat(told.get(0).problem()).contains("not done within 1 s: ask again, it goes on");
        assertThat(told.get(1).problem()).isEmpty();
        interrupted.await();
    }
}
