/**
 * What may be kept of an event and of its principal, decided by the stream's contract and applied
 * at the door, before the event log. Nothing that a rule removes ever reaches a disk.
 *
 * <p>For now the one classified field is the principal's e-mail address; a contract that asks for
 * more is refused when it is loaded, so that no rule is ever silently ignored.
 *
 * <p>Invariants: a hash is keyed (HMAC-SHA-256), so that nobody without the key can find an address
 * by trying; keys are made once, forced to disk, and never logged.
 */
@NullMarked
package dev.headrace.privacy;

import org.jspecify.annotations.NullMarked;
