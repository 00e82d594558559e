package dev.headrace.ingest;

import java.util.Optional;

/**
 * Where a valid event stood in its request, for answers that are made after the body has gone.
 *
 * @param offset where its JSON begins in the body
 * @param index its place among the request's events, from 0
 * @param id the client's own id, where there was one
 */
record RequestPlace(int offset, int index, Optional<String> id) {}
