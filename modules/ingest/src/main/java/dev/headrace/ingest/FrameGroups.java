package dev.headrace.ingest;

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

    private final Map<FrameGroup, List<RecordDraft>> groups = new LinkedHashMap<>();
    private FrameGroup last = new FrameGroup(0, Optional.empty());
    private List<RecordDraft> lastRecords = List.of();

    /** The group's events so far, to add one. */
    List<RecordDraft> of(int schemaVersion, Optional<String> organisation) {
        if (last.schemaVersion() != schemaVersion || !last.organisation().equals(organisation)) {
            last = new FrameGroup(schemaVersion, organisation);
            lastRecords = groups.computeIfAbsent(last, any -> new ArrayList<>());
        }
        return lastRecords;
    }

    Map<FrameGroup, List<RecordDraft>> all() {
        return Collections.unmodifiableMap(groups);
    }
}
