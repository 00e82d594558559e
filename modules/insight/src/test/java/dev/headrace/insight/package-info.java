@NullMarked
package dev.headrace.insight;

import org.jspecify.annotations.NullMarked;
