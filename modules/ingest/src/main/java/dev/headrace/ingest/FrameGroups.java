package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.RecordDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request's valid events by what the events of a frame have in common, in the order in which each
 * group began. Nearly always an event is of the group of the one before it.
 */
final class FrameGroups {

    private static final FrameGroup NONE =
            new FrameGroup(new StreamName("none"), 0, "", Optional.empty());

    private final Map<FrameGroup, List<RecordDraft>> groups = new LinkedHashMap<>();
    private FrameGroup last = NONE;
    private List<RecordDraft> lastRecords = List.of();

    /** The group's events so far, to add one. */
    List<RecordDraft> of(Contract contract, int schemaVersion, Optional<String> organisation) {
        if (last.schemaVersion() != schemaVersion
                || !last.organisation().equals(organisation)
                || !last.stream().equals(contract.name())) {
            last = FrameGroup.of(contract, schemaVersion, organisation);
            lastRecords = groups.computeIfAbsent(last, any -> new ArrayList<>());
        }
        return lastRecords;
    }

    Map<FrameGroup, List<RecordDraft>> all() {
        return Collections.unmodifiableMap(groups);
    }
}
