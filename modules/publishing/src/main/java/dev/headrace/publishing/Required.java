package dev.headrace.publishing;

/** What happens when a sink's backlog would outgrow the log's quota. */
public enum Required {
    /** Nothing that the sink still needs is deleted; the doors answer 503 instead. */
    REQUIRED,
    /** The sink's oldest records expire, counted. */
    OPTIONAL
}
