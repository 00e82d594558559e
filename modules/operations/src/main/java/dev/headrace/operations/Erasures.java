package dev.headrace.operations;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.privacy.PersonTraces;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.publishing.Erasure;
import dev.headrace.publishing.SinkErasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the events of a person in the sinks' targets, and erases them. */
final class Erasures {

    private static final List<String> NEVER_REACHED =
            List.of(
                    "the event log, until its keep is over (headrace.log.keep), and events that are"
                            + " still to be delivered: exclude the person first, and ask again when"
                            + " the sinks have caught up",
                    "dead letters: they hold the hashes until they are replayed or dropped",
                    "the store's days of staff, and what bears on rules of security: they are made of"
                            + " audit events; counts name nobody",
                    "backups, and copies that somebody else has made");

    private final Administered administered;

    /**
     * What was found or erased, and what was not looked at.
     *
     * @param unreached for people, a sentence each
     */
    record Report(List<SinkErasure> sinks, List<String> unreached) {

        /** How many rows, by sink and place. */
        Map<String, String> rows() {
            var rows = new TreeMap<String, String>();
            for (SinkErasure sink : sinks) {
                for (SinkErasure.Place place : sink.places()) {
                    rows.put(sink.sink() + " " + place.name(), String.valueOf(place.rows()));
                }
            }
            return rows;
        }

        /** Whether every target that can be searched was, and to the end. */
        boolean isComplete() {
            return sinks.stream().allMatch(sink -> sink.problem().isEmpty());
        }
    }

    Erasures(Administered administered) {
        this.administered = administered;
    }

    /** Searches every sink. */
    Report run(Erasure.Mode mode, Optional<String> organisation, String actor)
            throws InterruptedException {
        List<Pseudonyms> keys = administered.pseudonyms().all(organisation);
        var traces = new ArrayList<Erasure.Trace>();
        var unreached = new ArrayList<String>();
        for (Contract contract : administered.streams().all()) {
            String stream = contract.name().value();
            if (isForTheLaw(contract)) {
                unreached.add(
                        "the stream " + stream + ": audit events are kept as long as the law asks");
            } else {
                PersonTraces found = PersonTraces.of(contract, keys, actor);
                found.places()
                        .forEach((place, texts) ->
                                traces.add(new Erasure.Trace(stream, place, texts)));
                found.unsearched()
                        .forEach(place ->
                                unreached.add("the stream " + stream + ", " + place + ": a *"));
            }
        }
        unreached.addAll(NEVER_REACHED);
        List<SinkErasure> sinks =
                administered.sinks().erase(new Erasure(mode, organisation, traces));
        for (SinkErasure sink : sinks) {
            sink.unreached()
                    .forEach(what -> unreached.add("the sink " + sink.sink() + ": " + what));
        }
        return new Report(sinks, unreached);
    }

    private static boolean isForTheLaw(Contract contract) {
        return !contract.readable() || Dialect.AUDIT.isOf(contract);
    }
}
