/** The tests that hold the module table; see ModuleBoundariesTest for the allowed arrows. */
@NullMarked
package dev.headrace.architecture;

import org.jspecify.annotations.NullMarked;
