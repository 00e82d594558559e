@NullMarked
package dev.headrace.benchmark;

import org.jspecify.annotations.NullMarked;
