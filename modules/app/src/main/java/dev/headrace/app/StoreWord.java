package dev.headrace.app;

/** What {@code headrace.store} says when it is one word. */
enum StoreWord {
    NONE,
    EMBEDDED
}
