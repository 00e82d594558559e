@NullMarked
package dev.headrace.plugin.firehose;

import org.jspecify.annotations.NullMarked;
