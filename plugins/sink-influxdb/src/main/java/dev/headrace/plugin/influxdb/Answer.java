package dev.headrace.plugin.influxdb;

/** What the server said of a write that it looked at. */
sealed interface Answer {

    /** Every line is stored. */
    record Taken() implements Answer {}

    /**
     * Some lines, or all, were not stored, and never will be.
     *
     * @param code a short word for why
     * @param detail for a person; without values of events
     * @param dropped how many lines, as far as the server says: a write that reaches over several
     *     shards is told for one of them
     * @param conflict the field that is meant, if one is
     */
    record Partial(String code, String detail, int dropped, Conflict conflict) implements Answer {}

    /** The body is larger than the server takes. */
    record TooLarge() implements Answer {}

    /**
     * A field that is stored with another type. Empty names where no field is meant.
     *
     * @param measurement the measurement that has the field
     */
    record Conflict(String measurement, String field) {

        static final Conflict NONE = new Conflict("", "");

        boolean isNone() {
            return field.isEmpty();
        }
    }
}
