package dev.headrace.app;

import dev.headrace.insight.AuditWatch;
import java.time.Duration;

/** What a node with a store does again and again. */
final class StoreRounds {

    private static final Duration RETENTION = Duration.ofMinutes(10);

    private StoreRounds() {}

    /**
     * Starts them; a node without a store has none.
     *
     * @param auditEvery between two looks at the audit trail; zero for none
     */
    static void start(OpenParts open, Insight insight, AuditWatch audit, Duration auditEvery) {
        if (!insight.isWanted()) {
            return;
        }
        open.opened("retention", new Periodic("retention", RETENTION, insight::keepMonths));
        if (auditEvery.isPositive()) {
            open.opened("audit check", new Periodic("audit-check", auditEvery, audit::turn));
        }
    }
}
