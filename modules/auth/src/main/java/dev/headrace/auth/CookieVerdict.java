package dev.headrace.auth;

import java.time.Instant;

/** What became of a cookie, in finer grain than callers are told. */
sealed interface CookieVerdict {

    /** A fresh cookie of a person who may call. */
    record Valid(VerifiedCookie cookie) implements CookieVerdict {}

    /** An expired cookie of a person who may call, still accepted until then. */
    record Grace(VerifiedCookie cookie, Instant until) implements CookieVerdict {}

    /** A cookie that opens nothing. */
    enum Refusal implements CookieVerdict {
        /** There is none. */
        NONE,
        /** Too long, or not two standard base64 parts joined by one dot. */
        MALFORMED,
        /** No accepted key made the signature. */
        BAD_SIGNATURE,
        /** Signed, but fields are missing, twice there, or unreadable. */
        BAD_PAYLOAD,
        /** Signed and not past its grace, but the person may not call. */
        NOT_AUTHORISED,
        /** Signed, but past its grace. */
        EXPIRED
    }
}
