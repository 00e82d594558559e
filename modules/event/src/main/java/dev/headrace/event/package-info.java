/**
 * The vocabulary that the modules share: streams and their contracts, principals, rejections,
 * receipts. Values only; no I/O, no clock, no dependency. {@link dev.headrace.event.StreamCatalog}
 * is the one port: validation implements it, the doors and publishing ask it.
 */
@NullMarked
package dev.headrace.event;

import org.jspecify.annotations.NullMarked;
