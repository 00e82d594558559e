/**
 * The relational store: for now the PostgreSQL that Headrace starts itself, for trials and small
 * sites. {@link dev.headrace.persistence.EmbeddedPostgres} is the way in; a production site names a
 * server of its own and this module starts nothing.
 *
 * <p>Invariants: the server listens on 127.0.0.1 alone and asks for a password (scram-sha-256);
 * what it has acknowledged is forced to disk; its folder survives restarts and {@code kill -9}; one
 * process uses a folder at a time; a server is never left behind by {@code close}, and never
 * mistaken for another one.
 *
 * <p>The folder: {@code pgsql-VERSION/} (programs), {@code data/} (the cluster), {@code password}
 * (mode 600), {@code postgresql.log} and the one before it, {@code lock}.
 */
@NullMarked
package dev.headrace.persistence;

import org.jspecify.annotations.NullMarked;
