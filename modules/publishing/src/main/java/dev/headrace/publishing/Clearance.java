package dev.headrace.publishing;

/** Which data a sink may be given; each word includes those after it. */
public enum Clearance {
    /** Whatever the contract keeps: also classified fields in clear. */
    PERSONAL,
    /** Of classified fields what hashing, truncating or redacting left of them. */
    PSEUDONYMOUS,
    /** Nothing of a classified field, and not who sent it. */
    ANONYMOUS
}
