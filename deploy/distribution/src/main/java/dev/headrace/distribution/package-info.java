/** How the distribution is put together: which plugins it holds, and where their jars go. */
@NullMarked
package dev.headrace.distribution;

import org.jspecify.annotations.NullMarked;
