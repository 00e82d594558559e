@NullMarked
package dev.headrace.operations;

import org.jspecify.annotations.NullMarked;
