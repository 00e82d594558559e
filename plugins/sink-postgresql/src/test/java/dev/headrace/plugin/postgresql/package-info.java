@NullMarked
package dev.headrace.plugin.postgresql;

import org.jspecify.annotations.NullMarked;
