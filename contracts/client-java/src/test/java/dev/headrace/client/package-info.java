/** Tests of the client. */
@NullMarked
package dev.headrace.client;

import org.jspecify.annotations.NullMarked;
