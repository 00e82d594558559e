package dev.headrace.validation;

import com.networknt.schema.Schema;

/**
 * One version of a stream's schema, ready to check events.
 *
 * @param documents the texts that it was made of
 * @param schema the compiled form; safe for use by any number of threads
 */
record Version(int number, SchemaDocuments documents, Schema schema) {}
