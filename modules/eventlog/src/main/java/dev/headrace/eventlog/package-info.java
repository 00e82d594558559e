/** The durable, ordered log of accepted events. */
@NullMarked
package dev.headrace.eventlog;

import org.jspecify.annotations.NullMarked;
