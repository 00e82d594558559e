package dev.headrace.persistence;

import dev.headrace.privacy.Choice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An exclusion; nothing of it changes but that it ends. */
@Entity
@Table(schema = "privacy", name = "exclusions")
@SuppressWarnings("NullAway.Init") // EclipseLink fills it in
class ExclusionRow {

    @Id private long generation;

    private String organisation;

    private String kind;

    private byte[] mark;

    private String source;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For EclipseLink. */
    protected ExclusionRow() {}

    ExclusionRow(
            long generation, Organisation organisation, Choice.Exclusion exclusion, Instant at) {
        this.generation = generation;
        this.organisation = organisation.name();
        this.kind = exclusion.kind().word();
        this.mark = exclusion.mark().bytes();
        this.source = exclusion.source().word();
        this.madeAt = at;
    }

    void revoke(Instant at) {
        revokedAt = at;
    }
}
