package dev.headrace.eventlog;

import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import java.time.Instant;

/**
 * How often one cause was met, and when.
 *
 * @param example the reason of the newest refusal
 */
record RejectTally(Key key, long count, Instant first, Instant last, Rejection example) {

    /** What makes two refusals the same cause. */
    record Key(StreamName stream, String fingerprint) {

        /** Where causes beyond the bound are counted together. */
        static final String OTHER = "(other)";

        static Key of(RejectedEvent reject) {
            return new Key(reject.stream(), reject.rejection().fingerprint());
        }

        Key other() {
            return new Key(stream, OTHER);
        }
    }

    static RejectTally of(RejectedEvent reject) {
        return new RejectTally(
                Key.of(reject), 1, reject.at(), reject.at(), reject.rejection().withoutId());
    }

    /** Both together, under this one's key. */
    RejectTally plus(RejectTally other) {
        return new RejectTally(
                key,
                count + other.count,
                other.first.isBefore(first) ? other.first : first,
                other.last.isBefore(last) ? last : other.last,
                other.last.isBefore(last) ? example : other.example);
    }

    RejectTally under(Key another) {
        return new RejectTally(another, count, first, last, example);
    }

    RejectTally times(long another) {
        return new RejectTally(key, another, first, last, example);
    }

    RejectLog.Cause toCause() {
        return new RejectLog.Cause(key.stream(), key.fingerprint(), count, first, last, example);
    }
}
