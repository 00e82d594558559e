package dev.headrace.eventlog;

/** A deliberate fault, put around what the log is made of or stands on. */
interface Mutant {

    /** The log as it is. */
    Mutant NONE = new Mutant() {};

    /** What the log takes for the disk. */
    default Storage storage(Storage real) {
        return real;
    }

    /** What the log takes for delivery. */
    default DeliveryState delivery(DeliveryState real) {
        return real;
    }

    /** What callers take for the log. */
    default EventLog log(EventLog real) {
        return real;
    }
}
