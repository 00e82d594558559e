package dev.headrace.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A month that the retention job has dropped; it is never made again. */
@Entity
@Table(schema = "ops", name = "dropped_partitions")
@SuppressWarnings("NullAway.Init") // EclipseLink fills it in
class DroppedPartition {

    @Id private UUID id;

    private String relation;

    private String partition;

    @Column(name = "begins_at")
    private Instant beginsAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "row_count")
    private long rowCount;

    @Column(name = "dropped_at")
    private Instant droppedAt;

    /** For EclipseLink. */
    protected DroppedPartition() {}

    String relation() {
        return relation;
    }

    String partition() {
        return partition;
    }

    Instant beginsAt() {
        return beginsAt;
    }

    Instant endsAt() {
        return endsAt;
    }

    long rowCount() {
        return rowCount;
    }

    Instant droppedAt() {
        return droppedAt;
    }
}
