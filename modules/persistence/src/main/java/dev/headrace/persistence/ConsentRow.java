package dev.headrace.persistence;

import dev.headrace.privacy.Choice;
import dev.headrace.privacy.Standing.Agreement;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What a person has said of a purpose; never changed. */
@Entity
@Table(schema = "privacy", name = "consents")
@SuppressWarnings("NullAway.Init") // EclipseLink fills it in
class ConsentRow {

    @Id private long generation;

    private String organisation;

    private byte[] mark;

    private String purpose;

    private boolean given;

    private String policy;

    @Column(name = "said_at")
    private Instant saidAt;

    /** For EclipseLink. */
    protected ConsentRow() {}

    ConsentRow(long generation, Organisation organisation, Choice.Consent consent, Instant at) {
        this.generation = generation;
        this.organisation = organisation.name();
        this.mark = consent.mark().bytes();
        this.purpose = consent.purpose().word();
        this.given = consent.agreement() == Agreement.GIVEN;
        this.policy = consent.policy();
        this.saidAt = at;
    }
}
