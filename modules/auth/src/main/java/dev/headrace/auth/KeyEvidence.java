package dev.headrace.auth;

import java.util.List;

/** Which HMAC keys are in use, so that one can be retired when nobody signs with it any more. */
public interface KeyEvidence {

    /** Every key that was ever used on this node, newest use first. */
    List<KeyUse> uses();
}
