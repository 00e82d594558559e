/** Tests of what is installed: the packaged distribution as a process, driven from outside. */
@NullMarked
package dev.headrace.distribution;

import org.jspecify.annotations.NullMarked;
