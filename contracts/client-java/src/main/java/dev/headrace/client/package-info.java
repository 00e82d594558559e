/**
 * What a program that sends events to Headrace compiles against: the audit event that both sides
 * share, made once.
 *
 * <p>Values only; nothing here sends.
 */
@NullMarked
package dev.headrace.client;

import org.jspecify.annotations.NullMarked;
