package dev.headrace.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Numbers the changes; there is one, and whoever changes something locks it. */
@Entity
@Table(schema = "privacy", name = "book")
class ChoiceBookRow {

    /** The one. */
    static final int ID = 1;

    @Id private int id;

    private long generation;

    @Column(name = "key_check")
    private byte @Nullable [] keyCheck;

    /** For EclipseLink. */
    protected ChoiceBookRow() {}

    /** The number of a change more. */
    long next() {
        generation++;
        return generation;
    }

    /** Whether marks are made with the key of this check; the first that asks says which it is. */
    boolean isOf(byte[] check) {
        if (keyCheck == null) {
            keyCheck = check.clone();
        }
        return MessageDigest.isEqual(keyCheck, check);
    }
}
