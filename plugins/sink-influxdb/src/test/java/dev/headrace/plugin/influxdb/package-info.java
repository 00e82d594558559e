@NullMarked
package dev.headrace.plugin.influxdb;

import org.jspecify.annotations.NullMarked;
