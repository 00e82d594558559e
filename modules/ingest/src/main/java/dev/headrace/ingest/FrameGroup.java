package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import java.util.Optional;

/**
 * What the events of a frame have in common.
 *
 * @param schemaVersion the version that accepted them
 * @param schemaDigest that version's digest
 * @param organisation the organisation that they name; empty where events name none
 */
record FrameGroup(
        StreamName stream, int schemaVersion, String schemaDigest, Optional<String> organisation) {

    static FrameGroup of(Contract contract, int version, Optional<String> organisation) {
        return new FrameGroup(
                contract.name(), version, contract.schema(version).digest(), organisation);
    }
}
