package dev.headrace.distribution;

import dev.headrace.distribution.Isolation.Promise;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DedupeStatus;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.Owner;
import dev.headrace.eventlog.Screening;
import dev.headrace.insight.Count;
import dev.headrace.insight.CountQuery;
import dev.headrace.insight.CountStore;
import dev.headrace.insight.CountedEvent;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Ways to mix up organisations, each put in at one seam, with the promise that it breaks. */
enum Leak {
    IDS_ARE_COMPARED_WITH_THOSE_OF_EVERYBODY(
            Promise.IS_TAKEN_AS_NEW, Seams.honest().withDedupe(OneOwner::new)),
    ONE_KEY_HASHES_FOR_ALL(
            Promise.PSEUDONYMS_DIFFER,
            Seams.honest().withKeys(any -> Seams.key(Optional.of(LeakableNode.OF_SEVEN)))),
    A_SINK_COPIES_THE_KEY_OF_THE_RECORD_BEFORE(
            Promise.HOLDS_NOTHING_OF_THE_OTHER,
            Seams.honest()
                    .withWriter(honest ->
                            new Remembering(
                                    honest,
                                    (before, now) ->
                                            BorrowedRecord.of(now).withKey(before.key())))),
    A_SINK_COPIES_THE_CALLER_OF_THE_RECORD_BEFORE(
            Promise.PSEUDONYMS_DIFFER,
            Seams.honest()
                    .withWriter(honest ->
                            new Remembering(
                                    honest,
                                    (before, now) ->
                                            BorrowedRecord.of(now)
                                                    .withPrincipal(before.principal())))),
    A_SINK_COPIES_THE_ID_OF_THE_RECORD_BEFORE(
            Promise.HOLDS_NOTHING_OF_THE_OTHER,
            Seams.honest()
                    .withWriter(honest ->
                            new Remembering(
                                    honest,
                                    (before, now) -> BorrowedRecord.of(now).withId(before.id())))),
    A_SINK_NAMES_THE_ORGANISATION_OF_THE_RECORD_BEFORE(
            Promise.NAMES_ITS_OWNER,
            Seams.honest()
                    .withWriter(honest ->
                            new Remembering(
                                    honest,
                                    (before, now) ->
                                            BorrowedRecord.of(now)
                                                    .withOrganisation(before.organisation())))),
    A_SINK_NAMES_NO_ORGANISATION(
            Promise.NAMES_ITS_OWNER,
            Seams.honest()
                    .withWriter(honest ->
                            (record, out) ->
                                    honest.write(
                                            BorrowedRecord.of(record)
                                                    .withOrganisation(Optional.empty()),
                                            out))),
    A_SINK_WRITES_WHAT_NOBODY_SENT(
            Promise.WAS_SENT,
            Seams.honest()
                    .withWriter(honest ->
                            (record, out) -> {
                                honest.write(record, out);
                                out.write(
                                        "\n{\"organisation\":\"7\"}"
                                                .getBytes(StandardCharsets.UTF_8));
                            })),
    A_SINK_LOSES_THE_EVENTS_OF_ONE(
            Promise.EVERYTHING_ARRIVES,
            Seams.honest()
                    .withWriter(honest ->
                            (record, out) -> {
                                if (record.organisation()
                                        .equals(Optional.of(LeakableNode.OF_SEVEN))) {
                                    honest.write(record, out);
                                }
                            })),
    EVERY_STREAM_LEADS_EVERYWHERE(
            Promise.STAYS_ON_ITS_WAY, Seams.honest().withWays((contract, sink) -> true)),
    RECEIPTS_ARE_SHOWN_TO_WHOEVER_HAS_CREDENTIALS(
            Promise.RECEIPTS_ARE_THEIR_OWNERS,
            Seams.honest().withReceipts((asking, posted) -> true)),
    RECEIPTS_ARE_SHOWN_TO_ALL_OF_A_KIND(
            Promise.RECEIPTS_ARE_THEIR_OWNERS,
            Seams.honest().withReceipts((asking, posted) -> asking.kind() == posted.kind())),
    COUNTS_ARE_SUMMED_OVER_ORGANISATIONS(
            Promise.COUNTS_ITS_OWN, Seams.honest().withCounts(OneCount::new)),
    COUNTS_ARE_TOLD_APART_BY_WORDS_OF_EVERYBODY(
            Promise.ANSWERS_HOLD_NOTHING_OF_THE_OTHER,
            Seams.honest().withCounts(OneVocabulary::new));

    private final Promise broken;
    private final Seams seams;

    Leak(Promise broken, Seams seams) {
        this.broken = broken;
        this.seams = seams;
    }

    /** The promise that it breaks, perhaps with others. */
    Promise broken() {
        return broken;
    }

    /** A node's seams with this leak. */
    Seams seams() {
        return seams;
    }

    /** Gives each record something of the one before. */
    private static final class Remembering implements EnvelopeWriter {

        private final EnvelopeWriter honest;
        private final BiFunction<SinkRecord, SinkRecord, SinkRecord> leak;
        private Optional<SinkRecord> before = Optional.empty();

        Remembering(EnvelopeWriter honest, BiFunction<SinkRecord, SinkRecord, SinkRecord> leak) {
            this.honest = honest;
            this.leak = leak;
        }

        @Override
        public void write(SinkRecord record, OutputStream out) throws IOException {
            honest.write(before.map(last -> leak.apply(last, record)).orElse(record), out);
            before = Optional.of(record);
        }
    }

    /** Recognises ids as if one owner had sent them all. */
    private record OneOwner(Dedupe honest) implements Dedupe {

        @Override
        public Screening screen(List<FrameDraft> frames) throws InterruptedException {
            return honest.screen(frames.stream().map(OneOwner::everybodys).toList());
        }

        private static FrameDraft everybodys(FrameDraft frame) {
            return new FrameDraft(
                    frame.stream(),
                    frame.schemaVersion(),
                    frame.schemaDigest(),
                    frame.receivedAt(),
                    frame.principal(),
                    frame.attributes(),
                    frame.records(),
                    Optional.of(new Owner("everybody")));
        }

        @Override
        public DedupeStatus status() {
            return honest.status();
        }

        @Override
        public void close() {
            honest.close();
        }
    }

    /** Counts as if all events were of one organisation. */
    private record OneCount(CountStore honest) implements CountStore {

        @Override
        public Added add(Optional<String> organisation, List<CountedEvent> events) {
            return honest.add(Optional.empty(), events);
        }

        @Override
        public List<Count> find(Optional<String> organisation, CountQuery query, int limit) {
            return honest.find(Optional.empty(), query, limit);
        }
    }

    /** Adds a row without events for every value that there is. */
    private record OneVocabulary(CountStore honest) implements CountStore {

        @Override
        public Added add(Optional<String> organisation, List<CountedEvent> events) {
            honest.add(Optional.empty(), events);
            return honest.add(organisation, events);
        }

        @Override
        public List<Count> find(Optional<String> organisation, CountQuery query, int limit) {
            return Stream.concat(
                            honest.find(organisation, query, limit).stream(),
                            honest.find(Optional.empty(), query, limit).stream()
                                    .map(row -> new Count(row.at(), row.values(), 0)))
                    .toList();
        }
    }
}
