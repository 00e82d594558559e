package dev.headrace.ingest;

import java.util.Optional;

/**
 * What the events of a frame have in common.
 *
 * @param schemaVersion the version that accepted them
 * @param organisation the organisation that they name; empty where events name none
 */
record FrameGroup(int schemaVersion, Optional<String> organisation) {}
