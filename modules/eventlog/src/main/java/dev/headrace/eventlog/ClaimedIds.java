package dev.headrace.eventlog;

import java.util.BitSet;

/**
 * What a frame says for dedupe.
 *
 * @param owner whose ids they are
 * @param records which of the frame's records have an id that a repeat would bring again
 */
@SuppressWarnings("ImmutableMemberCollection") // read by the log itself only
public record ClaimedIds(Owner owner, BitSet records) {}
