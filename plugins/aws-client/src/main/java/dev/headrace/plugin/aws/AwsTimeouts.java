package dev.headrace.plugin.aws;

import java.time.Duration;

/**
 * How long one call may take.
 *
 * @param connect to open a connection
 * @param attempt for one try, from the first byte sent to the last one read
 * @param call for all tries together
 */
public record AwsTimeouts(Duration connect, Duration attempt, Duration call) {}
