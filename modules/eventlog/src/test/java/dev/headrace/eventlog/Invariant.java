package dev.headrace.eventlog;

/** What must hold whatever happens: the words are those of a failed test. */
enum Invariant {
    /** The log, the journal and the dead letters open again after whatever happened. */
    OPENS_AGAIN,
    /** Every acknowledged record that may not be deleted is there. */
    ACKNOWLEDGED_IS_THERE,
    /** Every record is, to the byte, one that was appended, and was not refused. */
    NOTHING_BUT_WHAT_WAS_APPENDED,
    /** An append that was not acknowledged is there with all its records or with none. */
    WHOLE_OR_NOT_AT_ALL,
    /** Records are numbered without a gap, and the log's start and end say the same. */
    NUMBERS_GO_UP_BY_ONE,
    /** A record keeps its number, and no number is given twice. */
    POSITIONS_ARE_STABLE,
    /** A reader gets every forced record from its place on, and nothing else. */
    READERS_MISS_NOTHING,
    /** No record is deleted that a required sink needs. */
    NEEDED_IS_KEPT,
    /** A record that an optional sink needs is deleted only after it was declared expired. */
    LOST_WAS_EXPIRED,
    /** A record that every sink has is kept for its time, unless the quota is used up. */
    KEPT_FOR_ITS_TIME,
    /** The log refuses an append only when it may not make room. */
    REFUSED_ONLY_WHEN_FULL,
    /** No damage is reported, for there is none: nothing was lost that had been forced. */
    NO_DAMAGE_WITHOUT_ROT,
    /** Behind the newest frame there are zeros. */
    ZEROS_BEHIND_THE_END,
    /** The spare segment has its whole size, and in it zeros, or groups below its next base. */
    SPARE_HOLDS_NOTHING_NEW,
    /** A second recovery finds what the first one found, also after another crash. */
    RECOVERY_IS_IDEMPOTENT,
    /** The journal holds what was acknowledged, and a snapshot is there whole or not at all. */
    JOURNAL_KEEPS_ITS_WORD,
    /** Acknowledged dead letters are there, in order. */
    DEAD_LETTERS_ARE_THERE
}
