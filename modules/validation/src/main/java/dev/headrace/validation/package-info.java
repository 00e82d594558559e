/** Loads stream contracts, validates events and explains refusals. */
@NullMarked
package dev.headrace.validation;

import org.jspecify.annotations.NullMarked;
