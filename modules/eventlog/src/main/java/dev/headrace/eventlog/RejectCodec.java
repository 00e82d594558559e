package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An entry of the reject log as bytes: a refusal, or a count of refusals that were left out. */
final class RejectCodec {

    private static final int REJECT = 1;
    private static final int TALLY = 2;

    private RejectCodec() {}

    /** Takes what an entry holds. */
    interface Reader {
        void reject(RejectedEvent reject);

        void tally(RejectTally tally);
    }

    static byte[] encode(RejectedEvent reject) {
        FieldWriter fields =
                new FieldWriter(256)
                        .varint(REJECT)
                        .instant(reject.at())
                        .text(reject.stream().value())
                        .principal(reject.principal());
        return rejection(fields, reject.rejection()).toArray();
    }

    static byte[] encode(RejectTally tally) {
        FieldWriter fields =
                new FieldWriter(256)
                        .varint(TALLY)
                        .int64(tally.count())
                        .instant(tally.first())
                        .instant(tally.last())
                        .text(tally.key().stream().value())
                        .text(tally.key().fingerprint());
        return rejection(fields, tally.example()).toArray();
    }

    private static FieldWriter rejection(FieldWriter fields, Rejection rejection) {
        fields.int32(rejection.index())
                .optionalText(rejection.id())
                .text(rejection.code().word())
                .text(rejection.pointer())
                .text(rejection.keyword())
                .text(rejection.message())
                .text(rejection.fingerprint())
                .varint(rejection.acceptedBy().size());
        rejection.acceptedBy().forEach(fields::varint);
        return fields;
    }

    static void decode(byte[] bytes, Reader reader) throws MalformedException {
        FieldReader fields = new FieldReader(bytes, 0);
        try {
            switch (fields.varint()) {
                case REJECT -> reader.reject(reject(fields));
                case TALLY -> reader.tally(tally(fields));
                default -> throw new MalformedException("a reject of an unknown format");
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedException("a field of a reject is not valid", e);
        }
    }

    private static RejectedEvent reject(FieldReader fields) throws MalformedException {
        Instant at = fields.instant();
        StreamName stream = new StreamName(fields.text());
        Principal principal = fields.principal();
        return new RejectedEvent(at, stream, principal, rejection(fields));
    }

    private static RejectTally tally(FieldReader fields) throws MalformedException {
        long count = fields.int64();
        Instant first = fields.instant();
        Instant last = fields.instant();
        var key = new RejectTally.Key(new StreamName(fields.text()), fields.text());
        return new RejectTally(key, count, first, last, rejection(fields));
    }

    private static Rejection rejection(FieldReader fields) throws MalformedException {
        int index = fields.int32();
        Optional<String> id = fields.optionalText();
        Rejection.Code code =
                Rejection.Code.ofWord(fields.text())
                        .orElseThrow(() -> new MalformedException("an unknown code of a reject"));
        var rejection =
                new Rejection(
                        index,
                        id,
                        code,
                        fields.text(),
                        fields.text(),
                        fields.text(),
                        fields.text());
        return rejection.acceptedBy(versions(fields));
    }

    private static List<Integer> versions(FieldReader fields) throws MalformedException {
        int count = fields.count();
        List<Integer> versions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            versions.add(fields.varint());
        }
        return versions;
    }
}
