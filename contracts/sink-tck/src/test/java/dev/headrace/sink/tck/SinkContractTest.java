package dev.headrace.sink.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkProvider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit is judged by its zoo: good sinks pass all of it, and each bad one fails one check. */
class SinkContractTest {

    @Test
    void aGoodSinkWithANetworkPassesEveryCheckThatIsMeantForIt() {
        Visit visit = Visit.to(new DepotProvider());

        assertThat(visit.failed()).isEmpty();
        assertThat(visit.leftOut())
                .containsExactlyInAnyOrder(
                        "Rejecting.everyOddPayloadIsKept",
                        "Retrying.theSamePlanTwiceLeavesOneCopy");
        assertThat(visit.passed()).hasSizeGreaterThan(45);
    }

    @Test
    void aGoodSinkWithoutANetworkPassesEveryCheckThatIsMeantForIt() {
        Visit visit = Visit.to(new ShelfProvider());

        assertThat(visit.failed()).isEmpty();
        assertThat(visit.passed())
                .contains(
                        "Rejecting.everyOddPayloadIsKept",
                        "Retrying.theSamePlanTwiceLeavesOneCopy",
                        "Retrying.aRetryIsComplete",
                        "Networked.anInterruptEndsAWrite");
        assertThat(visit.leftOut()).contains("Networked.theDeadlineHoldsUnderAHalfOpenConnection");
    }

    @Test
    void everyCheckIsEitherMadeOrReportedWithAReason() {
        Visit visit = Visit.to(new ShelfProvider());

        assertThat(visit.leftOut()).isNotEmpty();
        assertThat(visit.printed())
                .contains("Conformance of the sink shelf")
                .contains(visit.passed().stream().map(check -> check + ": kept").toList())
                .contains(
                        visit.leftOut().stream()
                                .map(check -> check + ": does not apply: ")
                                .toList());
    }

    @ParameterizedTest(name = "{0} fails {1}")
    @MethodSource("zoo")
    void eachBadSinkFailsTheCheckThatNamesItsFault(
            Class<? extends SinkProvider> animal, String check) throws Exception {
        Visit visit = Visit.to(animal.getDeclaredConstructor().newInstance());

        assertThat(visit.failed()).as(visit.messages()).isEqualTo(List.of(check));
        assertThat(visit.messages())
                .startsWith("Broken promise: ")
                .containsPattern("\\(.+\\), but .+");
    }

    static Stream<Arguments> zoo() {
        return Stream.of(
                        ZooOfDelivery.class,
                        ZooOfRecords.class,
                        ZooOfTroubles.class,
                        ZooOfNetworks.class,
                        ZooOfEndings.class,
                        ZooOfSecrets.class)
                .flatMap(zoo -> Stream.of(zoo.getDeclaredClasses()))
                .filter(animal -> animal.isAnnotationPresent(Fails.class))
                .map(animal -> Arguments.of(animal, animal.getAnnotation(Fails.class).value()));
    }

    @Test
    void everyCheckHasABadSinkThatFailsItButForTwo() {
        List<String> failed = zoo().map(animal -> (String) animal.get()[1]).toList();

        assertThat(Visit.checks())
                .filteredOn(check -> !failed.contains(check))
                .containsExactlyInAnyOrder(
                        "Configuring.anUnknownSettingIsRefused", // ConfigSpec itself sees to it
                        "Networked.aSlowNetworkIsNoFailure"); // such a sink would fail by chance
        assertThat(failed).doesNotHaveDuplicates();
    }
}
