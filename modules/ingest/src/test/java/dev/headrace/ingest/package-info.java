@NullMarked
package dev.headrace.ingest;

import org.jspecify.annotations.NullMarked;
