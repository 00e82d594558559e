package dev.headrace.event;

/** What a browser says for its person, in a header of the request. */
public enum Signal {
    /** {@code Sec-GPC: 1}: do not sell or share (Global Privacy Control). */
    GPC,
    /** {@code DNT: 1}: do not track. */
    DNT
}
