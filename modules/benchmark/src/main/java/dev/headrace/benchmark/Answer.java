package dev.headrace.benchmark;

/**
 * An HTTP answer.
 *
 * @param status the three digits
 * @param body the body as text
 */
record Answer(int status, String body) {}
