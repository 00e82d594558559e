/**
 * The {@code kafka} sink: every event becomes one record of a Kafka topic.
 *
 * <p>One producer of the Kafka client for each write under way, idempotent and with {@code
 * acks=all}; a write waits for the answer to each of its records. A producer that met any trouble
 * of the target is closed at once, with what it still holds, so nothing of a batch outlives its
 * write.
 *
 * <p>With {@code delivery: exactly-once} a batch is one transaction that also commits the batch's
 * id (as the metadata of a consumer group's offset), and a batch whose id is committed is not
 * written again.
 *
 * <p>Invariants: a record is delivered only after Kafka has acknowledged it (exactly-once: after
 * its transaction is committed); only what is wrong with a record rejects it; a trouble of the
 * target that hit a whole batch is an exception and counts against no record.
 */
@NullMarked
package dev.headrace.plugin.kafka;

import org.jspecify.annotations.NullMarked;
