@NullMarked
package dev.headrace.persistence;

import org.jspecify.annotations.NullMarked;
