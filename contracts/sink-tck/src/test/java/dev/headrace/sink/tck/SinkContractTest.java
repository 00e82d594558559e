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
                Arguments.of(
                        ZooOfDelivery.AcknowledgesWithoutCommit.class,
                        "Delivering.deliveredEventsOutliveASinkThatIsDroppedWithoutClose"),
                Arguments.of(
                        ZooOfDelivery.ChokesOnNothing.class,
                        "Delivering.anEmptyBatchLeavesNothing"),
                Arguments.of(
                        ZooOfDelivery.ForgetsTheSeventh.class,
                        "Delivering.aResultIsAsLongAsItsBatch"),
                Arguments.of(
                        ZooOfDelivery.SharesABuffer.class, "Delivering.parallelWritesKeepApart"),
                Arguments.of(ZooOfDelivery.SendsBackwards.class, "Delivering.keysKeepTheirOrder"),
                Arguments.of(
                        ZooOfDelivery.AsksForTheHour.class,
                        "Delivering.recordsThatTheGroupingLetsTogetherAreAllTaken"),
                Arguments.of(
                        ZooOfDelivery.BelievesInClocks.class,
                        "Delivering.clocksThatAreADayOffChangeNothing"),
                Arguments.of(
                        ZooOfDelivery.ReadsAsciiOnly.class,
                        "Delivering.anyTextInTheEnvelopeIsTaken"),
                Arguments.of(
                        ZooOfRecords.PromisesTooManyRecords.class,
                        "Limits.aBatchOfTheMostRecordsIsTaken"),
                Arguments.of(
                        ZooOfRecords.PromisesTooManyBytes.class,
                        "Limits.aBatchOfTheMostBytesIsTaken"),
                Arguments.of(
                        ZooOfRecords.PromisesTooLargeEvents.class,
                        "Limits.anEventOfTheMostBytesIsTaken"),
                Arguments.of(
                        ZooOfRecords.LetsTheLargeOneCostAll.class,
                        "Limits.anEventThatIsTooLargeCostsNoOther"),
                Arguments.of(
                        ZooOfRecords.LetsTheBadOneCostAll.class,
                        "Rejecting.onePoisonAmongManyIsRejectedAlone"),
                Arguments.of(
                        ZooOfRecords.RejectsWithoutAWord.class,
                        "Rejecting.aRejectionSaysWhyWithoutValues"),
                Arguments.of(
                        ZooOfRecords.LosesTheNul.class,
                        "Rejecting.oddPayloadsAreKeptOrRejectedAlone"),
                Arguments.of(
                        ZooOfRecords.ReadsNumbersAsDouble.class, "Rejecting.everyOddPayloadIsKept"),
                Arguments.of(
                        ZooOfRecords.NamesAFileByAttempt.class,
                        "Retrying.theSamePlanTwiceLeavesOneCopy"),
                Arguments.of(
                        ZooOfRecords.KnowsBatchesOnly.class,
                        "Retrying.anEventThatComesAgainLeavesOneCopy"),
                Arguments.of(
                        ZooOfRecords.TakesTheBytesBeforeTheRetry.class,
                        "Retrying.aRetryIsComplete"),
                Arguments.of(
                        ZooOfRecords.ReturnsOkForAPartialFailure.class,
                        "Retrying.afterAPartialFailureOnlyTheFailedComeAgain"),
                Arguments.of(
                        ZooOfTroubles.CallsAFullDiskPoison.class,
                        "Troubled.aFullTargetIsUnavailable"),
                Arguments.of(
                        ZooOfTroubles.CallsMissingRightsAbsence.class,
                        "Troubled.missingRightsAreUnauthorised"),
                Arguments.of(
                        ZooOfTroubles.CallsThrottlingPoison.class,
                        "Troubled.throttlingIsThrottled"),
                Arguments.of(
                        ZooOfTroubles.CallsAbsencePoison.class,
                        "Troubled.aTargetThatIsAwayIsUnavailable"),
                Arguments.of(
                        ZooOfTroubles.ParksAtTheStart.class,
                        "Troubled.openWhileTheTargetIsAwayIsUnavailable"),
                Arguments.of(
                        ZooOfTroubles.GivesUpForEver.class, "Troubled.aSinkRecoversWithItsTarget"),
                Arguments.of(
                        ZooOfTroubles.BlamesTheSettings.class,
                        "Troubled.wrongSecretsAreUnauthorised"),
                Arguments.of(
                        ZooOfTroubles.FearsTheWorst.class, "Troubled.checkFindsATargetInGoodOrder"),
                Arguments.of(
                        ZooOfTroubles.SeesNoEvil.class, "Troubled.checkFindsThatTheTargetIsAway"),
                Arguments.of(
                        ZooOfNetworks.SwallowsTheInterrupt.class,
                        "Networked.anInterruptEndsAWrite"),
                Arguments.of(
                        ZooOfNetworks.IgnoresAHalfOpenPeer.class,
                        "Networked.theDeadlineHoldsUnderAHalfOpenConnection"),
                Arguments.of(
                        ZooOfNetworks.WaitsForAWelcome.class,
                        "Networked.openAndCheckEndUnderAHalfOpenConnection"),
                Arguments.of(
                        ZooOfNetworks.WaitsForAGoodbye.class,
                        "Networked.closeEndsUnderAHalfOpenConnection"),
                Arguments.of(ZooOfNetworks.ReadsOnce.class, "Networked.oneByteAtATimeIsNoFailure"),
                Arguments.of(
                        ZooOfNetworks.CallsALostConnectionPoison.class,
                        "Networked.aLostConnectionLeavesEventsOwed"),
                Arguments.of(ZooOfEndings.ClosesOnce.class, "Ending.closesTwice"),
                Arguments.of(ZooOfEndings.ClosesOnlyWhatItOpened.class, "Ending.closesWithoutOpen"),
                Arguments.of(
                        ZooOfEndings.LeaksAThreadOfAFailedOpen.class,
                        "Ending.closesAfterAFailedOpen"),
                Arguments.of(ZooOfEndings.LeaksAThread.class, "Ending.noThreadOutlivesClose"),
                Arguments.of(
                        ZooOfEndings.ClosesOneConnection.class, "Ending.noConnectionOutlivesClose"),
                Arguments.of(ZooOfEndings.LeavesAFileOpen.class, "Ending.nothingOpenOutlivesClose"),
                Arguments.of(
                        ZooOfEndings.StaysForTheShutdown.class, "Ending.noClassLoaderIsLeftBehind"),
                Arguments.of(ZooOfEndings.KeepsTheBatch.class, "Keeping.nothingOfABatchIsKept"),
                Arguments.of(
                        ZooOfEndings.LooksBack.class, "Keeping.aBatchIsNotTouchedAfterItsWrite"),
                Arguments.of(
                        ZooOfSecrets.LogsASecret.class, "Secrecy.logsHoldNoSecretsAndNoEvents"),
                Arguments.of(
                        ZooOfSecrets.QuotesTheEvent.class,
                        "Secrecy.messagesHoldNoSecretsAndNoEvents"),
                Arguments.of(
                        ZooOfSecrets.CountsByEvent.class, "Secrecy.countersHaveNamesOfTheirOwn"),
                Arguments.of(
                        ZooOfSecrets.TakesAnOpenToken.class,
                        "Configuring.secretsAreDeclaredAsSuch"),
                Arguments.of(
                        ZooOfSecrets.ExplainsNothing.class,
                        "Configuring.settingsAreDeclaredForPeople"),
                Arguments.of(ZooOfSecrets.ConnectsWhenMade.class, "Configuring.createOpensNothing"),
                Arguments.of(
                        ZooOfSecrets.HidesFromTheLoader.class,
                        "Configuring.isFoundInAnIsolatedLoader"));
    }
}
