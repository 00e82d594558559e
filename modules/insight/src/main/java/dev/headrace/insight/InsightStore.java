package dev.headrace.insight;

/** Where insight keeps what it answers from. Safe for use by several threads. */
public interface InsightStore {

    /**
     * Connects and prepares what is needed; cheap when that has been done.
     *
     * @throws StoreUnavailableException when the store does not answer; ask again later
     */
    void ready();

    /** The counts over time. */
    CountStore counts();

    /** Media sessions. */
    MediaStore media();

    /** What is suspicious in audit events. */
    SecurityStore security();

    /** The audit trail. */
    AuditStore audit();

    /** What it keeps of persons. */
    PersonStore persons();

    /** How long it keeps what. */
    RetentionStore retention();
}
