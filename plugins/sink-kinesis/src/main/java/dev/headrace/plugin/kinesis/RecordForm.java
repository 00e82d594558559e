package dev.headrace.plugin.kinesis;

import dev.headrace.sink.EnvelopeWriter;

/** What the data of a Kinesis record is. */
enum RecordForm {
    ENVELOPE,
    EVENT_ONLY,
    FLATTENED,
    /** See {@link LogstashWriter}. */
    LOGSTASH;

    EnvelopeWriter writer() {
        return switch (this) {
            case ENVELOPE -> EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
            case EVENT_ONLY -> EnvelopeWriter.of(EnvelopeWriter.Form.EVENT_ONLY);
            case FLATTENED -> EnvelopeWriter.of(EnvelopeWriter.Form.FLATTENED);
            case LOGSTASH -> new LogstashWriter();
        };
    }
}
