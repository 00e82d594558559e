package dev.headrace.auth;

/** What one reading of a key file gave. */
interface KeySet {

    /** What was read, for operators; ids and counts, never a secret. */
    String summary();
}
