package dev.headrace.privacy;

/**
 * Where choices are kept for all nodes. Every method may wait for a server, and throws {@link
 * ChoicesUnavailableException} when that does not answer. Safe for use by several threads and
 * nodes.
 */
public interface ChoiceStore {

    /** The number of the last change; cheap, since it is asked for every few seconds. */
    long generation();

    /** Every choice in force; of a generation not newer than what is in it. */
    Choices read();

    /** Keeps a choice; when this returns, it is durable. */
    void add(Choice choice);
}
