/** Runs the examples of the contracts that ship. */
@NullMarked
package dev.headrace.streams;

import org.jspecify.annotations.NullMarked;
