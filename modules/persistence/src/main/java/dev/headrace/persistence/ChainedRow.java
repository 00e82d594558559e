package dev.headrace.persistence;

import dev.headrace.insight.AuditEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An audit entry at its place in a chain. Hashes are SHA-256, in hexadecimal.
 *
 * @param number in the chain, from 1
 * @param previous the hash of the row before
 */
record ChainedRow(
        Organisation organisation, String node, long number, String previous, AuditEntry entry) {

    /** What the first row has as the hash of the one before. */
    static final String NOTHING = "0".repeat(64);

    private static final String FORM = "headrace-audit-1";

    /**
     * The row's own hash: over each field in the order of this method, as four bytes with its
     * length in bytes and then its UTF-8; an absent one has the length -1. Times are microseconds
     * since 1970, numbers are decimal.
     */
    String hash() {
        MessageDigest hash = sha256();
        add(hash, FORM);
        add(hash, organisation.name());
        add(hash, node);
        add(hash, String.valueOf(number));
        add(hash, previous);
        add(hash, entry.id());
        add(hash, entry.position());
        add(hash, micros(entry.at()));
        add(hash, micros(entry.received()));
        add(hash, entry.actorType());
        add(hash, entry.actorHash());
        add(hash, entry.user().map(String::valueOf));
        add(hash, entry.action());
        add(hash, entry.entityType());
        add(hash, entry.entity().map(String::valueOf));
        add(hash, entry.path());
        add(hash, String.valueOf(entry.status()));
        add(hash, entry.context());
        add(hash, entry.breakGlass().map(String::valueOf));
        add(hash, entry.impersonation().map(String::valueOf));
        add(hash, entry.text());
        return HexFormat.of().formatHex(hash.digest());
    }

    private static void add(MessageDigest hash, Optional<String> field) {
        field.ifPresentOrElse(text -> add(hash, text), () -> hash.update(length(-1)));
    }

    private static void add(MessageDigest hash, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        hash.update(length(bytes.length));
        hash.update(bytes);
    }

    private static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array();
    }

    private static String micros(Instant at) {
        return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
