package dev.headrace.validation;

import dev.headrace.event.Contract;
import java.util.SortedMap;

/**
 * One stream, checked.
 *
 * @param versions its versions, newest first
 */
record LoadedStream(Contract contract, SortedMap<Integer, Version> versions, StreamFolder folder) {}
