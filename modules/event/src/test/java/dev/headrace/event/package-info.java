@NullMarked
package dev.headrace.event;

import org.jspecify.annotations.NullMarked;
