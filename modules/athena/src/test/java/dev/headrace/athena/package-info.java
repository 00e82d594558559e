@NullMarked
package dev.headrace.athena;

import org.jspecify.annotations.NullMarked;
