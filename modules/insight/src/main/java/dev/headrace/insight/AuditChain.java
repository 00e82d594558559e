package dev.headrace.insight;

import java.util.Optional;

/**
 * How a chain of audit rows stands.
 *
 * @param node the node that has written it
 * @param organisation whose events they are
 * @param rows how many rows there are
 * @param dropped how many numbers anchors stand for, since their months were dropped
 * @param last the number that the chain ends with, from 1
 * @param hash of the last row, in hexadecimal
 * @param broken the first place that is not as it was written; empty when all are
 */
public record AuditChain(
        String node,
        Optional<String> organisation,
        long rows,
        long dropped,
        long last,
        String hash,
        Optional<Break> broken) {

    /**
     * A place that is not as it was written.
     *
     * @param number of the row
     */
    public record Break(long number, Fault fault) {}

    /** What is wrong at a place. */
    public enum Fault {
        MISSING("the row is not there"),
        CHANGED("the row is not the one that its hash was made of"),
        DISCONNECTED("the row does not follow the one before it: one of the two is another"),
        DOUBLED("there are two rows, or a row and an anchor, with this number"),
        BEHIND_THE_END("the row stands behind the last one that the chain says to have"),
        OTHER_END("the last row is not the one that the chain says to have"),
        NO_END("the chain does not say where it ends"),
        EARLY_ANCHOR("an anchor stands for rows that are too young to be dropped"),
        REMEMBERED_OTHERWISE("the node remembers that it has written another row");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        /** The word of answers. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
