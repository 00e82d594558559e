package dev.headrace.ingest;

import dev.headrace.eventlog.EventLog;

/** Refuses while the event log takes nothing: before the body is read, for the price of a look. */
final class LogGate {

    private final EventLog log;

    LogGate(EventLog log) {
        this.log = log;
    }

    void requireOpen() {
        switch (log.state()) {
            case OPEN -> {
                // go on
            }
            case FULL -> throw full();
            case FAILED -> throw failed();
        }
    }

    static RequestRefusedException full() {
        return new RequestRefusedException(
                Problem.LOG_FULL,
                "a required sink has fallen too far behind, or the volume is full; nothing was stored");
    }

    static RequestRefusedException failed() {
        return new RequestRefusedException(
                Problem.LOG_FAILED, "the disk failed; nothing was acknowledged");
    }
}
