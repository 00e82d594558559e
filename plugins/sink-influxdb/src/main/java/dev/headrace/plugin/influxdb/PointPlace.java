package dev.headrace.plugin.influxdb;

/**
 * What makes an event's point its own. InfluxDB keeps one point for each series and time, so what
 * two events share must never be all of both.
 *
 * <p>A position of Headrace's event log is the node's id, a hyphen and the record's number in 16
 * hexadecimal digits. Of the number, the last six decimal digits become the nanoseconds below the
 * received millisecond; what is above them, the {@code lap}, goes into a tag, so that not even
 * events that are a million records apart, received in one millisecond, can meet. A position that
 * looks otherwise is a tag as a whole. No two positions give the same three values.
 *
 * @param node the value of the tag {@code node}
 * @param lap the value of the tag {@code lap}; empty for the first million, which does without
 * @param nanos nanoseconds to add to the received time, less than a million
 */
record PointPlace(String node, String lap, int nanos) {

    private static final int HEX_DIGITS = 16;

    private static final long NANOS_OF_A_MILLI = 1_000_000;

    /** No number of millions looks like this. */
    private static final String NO_LOG = "-";

    static PointPlace of(String position) {
        int hyphen = position.length() - HEX_DIGITS - 1;
        if (hyphen < 1 || position.charAt(hyphen) != '-' || !isHex(position, hyphen + 1)) {
            return new PointPlace(position, NO_LOG, 0);
        }
        long number = Long.parseUnsignedLong(position, hyphen + 1, position.length(), HEX_DIGITS);
        long lap = Long.divideUnsigned(number, NANOS_OF_A_MILLI);
        int nanos = (int) Long.remainderUnsigned(number, NANOS_OF_A_MILLI);
        return new PointPlace(
                position.substring(0, hyphen), lap == 0 ? "" : Long.toString(lap), nanos);
    }

    /** Lower case alone: two positions must not come to one number. */
    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
