/**
 * Loads stream contracts, validates events and explains refusals.
 *
 * <p>A stream is a folder: stream.yaml, the JSON Schema of each version, examples. {@link
 * dev.headrace.validation.LoadedStreams} reads all of them at once and either obeys every rule that
 * stands there or refuses to start with one message that lists every problem; a rule that this
 * version does not know is a problem, never ignored. {@link dev.headrace.validation.EventValidator}
 * then judges events; {@link dev.headrace.validation.ContractCheck} runs the examples and asks
 * whether they are sharp.
 *
 * <p>Invariants: nothing is fetched and nothing outside of a stream's folder is read; a published
 * version never changes; a verdict holds no value of the event, and of its names only those in the
 * pointer and near misses of the contract's; patterns match in linear time; what passes {@code
 * date-time} is an instant for every reader. The library behind is networknt's; it is seen only
 * here.
 */
@NullMarked
package dev.headrace.validation;

import org.jspecify.annotations.NullMarked;
