package dev.headrace.distribution;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of which something is another's. */
record BorrowedRecord(
        SinkRecord own,
        String id,
        Optional<String> key,
        Optional<String> organisation,
        Principal principal)
        implements SinkRecord {

    static BorrowedRecord of(SinkRecord own) {
        return new BorrowedRecord(own, own.id(), own.key(), own.organisation(), own.principal());
    }

    BorrowedRecord withId(String other) {
        return new BorrowedRecord(own, other, key, organisation, principal);
    }

    BorrowedRecord withKey(Optional<String> other) {
        return new BorrowedRecord(own, id, other, organisation, principal);
    }

    BorrowedRecord withOrganisation(Optional<String> other) {
        return new BorrowedRecord(own, id, key, other, principal);
    }

    BorrowedRecord withPrincipal(Principal other) {
        return new BorrowedRecord(own, id, key, organisation, other);
    }

    @Override
    public String stream() {
        return own.stream();
    }

    @Override
    public int schemaVersion() {
        return own.schemaVersion();
    }

    @Override
    public List<String> layout() {
        return own.layout();
    }

    @Override
    public String position() {
        return own.position();
    }

    @Override
    public Instant receivedAt() {
        return own.receivedAt();
    }

    @Override
    public Instant occurredAt() {
        return own.occurredAt();
    }

    @Override
    public ByteBuffer json() {
        return own.json();
    }

    @Override
    public Map<String, String> attributes() {
        return own.attributes();
    }
}
