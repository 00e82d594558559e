package dev.headrace.eventlog;

/**
 * An opaque place in the event log of one node. Only the event log makes positions; others compare
 * them and hand them back.
 *
 * @param node the id of the node whose log it is
 * @param sequence the number of the record in that log, from 0
 */
public record Position(String node, long sequence) implements Comparable<Position> {

    /** The place that lies so many records after this one. */
    public Position plus(long records) {
        return new Position(node, sequence + records);
    }

    /** Orders positions of one node; positions of two nodes have no order. */
    @Override
    public int compareTo(Position other) {
        if (!node.equals(other.node)) {
            throw new IllegalArgumentException("positions of two nodes: " + this + ", " + other);
        }
        return Long.compare(sequence, other.sequence);
    }

    /** Safe in file names: the node, a hyphen, 16 hexadecimal digits. */
    @Override
    public String toString() {
        return node + "-" + java.util.HexFormat.of().toHexDigits(sequence);
    }
}
