package dev.headrace.persistence;

import java.util.Optional;

/**
 * Where the relational store is and who works with it.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without user and password
 * @param owner makes and changes tables: at the start, and when partitions are made or dropped
 * @param app works with the tables and owns none; empty: the owner makes such a role, if it may
 * @param connections most connections of the app role at once
 */
public record StoreSettings(String url, Login owner, Optional<Login> app, int connections) {

    /** Enough for a node: one writes at a time, the rest answers questions. */
    public static final int USUAL_CONNECTIONS = 8;

    /** A role that can log in. */
    public record Login(String user, String password) {

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Leaves out the address, which may hold a password. */
    @Override
    public String toString() {
        return "StoreSettings[" + owner + ", " + app + "]";
    }
}
