package dev.headrace.eventlog;

/**
 * What all parts of the log share.
 *
 * @param storage where the files are
 * @param node whose log it is
 * @param segments the files
 * @param damage what could not be read of them
 */
record LogFiles(Storage storage, String node, Segments segments, Damage damage) {}
