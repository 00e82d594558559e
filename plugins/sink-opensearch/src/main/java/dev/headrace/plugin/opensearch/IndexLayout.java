package dev.headrace.plugin.opensearch;

/**
 * How a new index is laid out.
 *
 * @param shards its primary shards
 * @param replicas the copies of each
 */
record IndexLayout(long shards, long replicas) {}
