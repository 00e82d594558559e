/**
 * What may be kept of an event and of its principal, decided by the stream's contract and applied
 * at the door, before the event log. Nothing that a rule removes ever reaches a disk.
 *
 * <p>{@link dev.headrace.privacy.Refinery} takes from a principal what may not be kept, {@link
 * dev.headrace.privacy.EventRefiner} from an event; a rule that cannot be obeyed is refused when
 * the contract is loaded, so that none is ever silently ignored. Of an event only what changes is
 * written anew, and an event that needs no change is not copied.
 *
 * <p>Invariants: a hash is keyed (HMAC-SHA-256), so that nobody without the key can find a value by
 * trying; each organisation has keys of its own, and a key that was destroyed never comes back;
 * keys are forced to disk before they are used, and never logged; what a rule cannot be applied to
 * is not kept.
 */
@NullMarked
package dev.headrace.privacy;

import org.jspecify.annotations.NullMarked;
