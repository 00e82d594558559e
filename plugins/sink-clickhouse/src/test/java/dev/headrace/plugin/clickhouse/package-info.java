@NullMarked
package dev.headrace.plugin.clickhouse;

import org.jspecify.annotations.NullMarked;
