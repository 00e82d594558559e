package dev.headrace.ingest;

import dev.headrace.auth.Authentication;
import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.Scope;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import java.time.Instant;
import java.util.Optional;

/** Decides from the headers alone whether a caller may post to a stream. */
final class Gate {

    private final Authenticator authenticator;
    private final AllowedOrigins origins;

    Gate(Authenticator authenticator, AllowedOrigins origins) {
        this.authenticator = authenticator;
        this.origins = origins;
    }

    /** An admitted caller. */
    record Caller(Principal principal, Optional<Instant> graceUntil, Scope scope) {}

    /** Admits the caller of a post, or refuses the request. */
    Caller admit(Contract contract, Credentials credentials, Optional<String> origin) {
        return admit(contract, authenticator.authenticate(credentials), origin);
    }

    /** Admits a person by cookie alone. */
    Caller admitPerson(Contract contract, Credentials credentials, Optional<String> origin) {
        return admit(contract, authenticator.authenticateCookie(credentials), origin);
    }

    private Caller admit(
            Contract contract, Authentication authentication, Optional<String> origin) {
        return switch (authentication) {
            case Authentication.Authenticated known -> {
                requireAllowed(contract, known.method());
                requireKnownOrigin(known.method(), origin);
                requireOrganisation(contract, known.scope());
                yield new Caller(known.principal(), known.graceUntil(), known.scope());
            }
            case Authentication.Refused refused -> nobody(contract, refused.reason());
        };
    }

    private static void requireAllowed(Contract contract, AuthMethod method) {
        if (!contract.auth().contains(method)) {
            throw new RequestRefusedException(
                    Problem.FORBIDDEN,
                    "the stream "
                            + contract.name()
                            + " does not take "
                            + method.word()
                            + " credentials");
        }
    }

    /**
     * A text/plain post needs no preflight: without this any page could post with a visitor's
     * cookie.
     */
    private void requireKnownOrigin(AuthMethod method, Optional<String> origin) {
        if (method == AuthMethod.PANDA && origin.isPresent() && !origins.allows(origin.get())) {
            throw new RequestRefusedException(
                    Problem.FOREIGN_ORIGIN,
                    "the page's origin is not one of headrace.cors.allowed-origins");
        }
    }

    private static void requireOrganisation(Contract contract, Scope scope) {
        if (contract.bound().organisation().isPresent() && scope.isNone()) {
            throw new RequestRefusedException(
                    Problem.FORBIDDEN,
                    "these credentials speak for no organisation: the key needs organisations in"
                            + " the key file");
        }
    }

    private static Caller nobody(Contract contract, Authentication.Refusal reason) {
        boolean takesNobody =
                contract.auth().contains(AuthMethod.NONE)
                        || contract.auth().contains(AuthMethod.SIGNATURE);
        if (reason == Authentication.Refusal.NO_CREDENTIALS && takesNobody) {
            return new Caller(Principal.NOBODY, Optional.empty(), Scope.NONE);
        }
        throw refusal(reason);
    }

    /** What a caller is told whom nobody knows, or who may not call. */
    static RequestRefusedException refusal(Authentication.Refusal reason) {
        return switch (reason) {
            case NO_CREDENTIALS ->
                    new RequestRefusedException(
                            Problem.UNAUTHENTICATED,
                            "no HMAC headers, no session token and no pan-domain cookie in the"
                                    + " request");
            case HMAC_INVALID ->
                    new InvalidCredentialsException(
                            "the HMAC does not verify: check the key, the clock (5 minutes) and that the path is signed as sent");
            case TOKEN_INVALID ->
                    new InvalidCredentialsException(
                            "the session token does not verify: check its key, its form and the clock (60 s)");
            case TOKEN_EXPIRED ->
                    new RequestRefusedException(
                            Problem.UNAUTHENTICATED,
                            "the session token has expired: ask its issuer for another");
            case TOKEN_REVOKED -> new InvalidCredentialsException("the session token was revoked");
            case COOKIE_INVALID ->
                    new InvalidCredentialsException("the pan-domain cookie is not valid");
            case COOKIE_EXPIRED ->
                    new RequestRefusedException(
                            Problem.UNAUTHENTICATED,
                            "the pan-domain cookie has expired: sign in again");
            case NOT_AUTHORISED ->
                    new RequestRefusedException(
                            Problem.FORBIDDEN,
                            "this person may not post: e-mail domain or second factor");
        };
    }
}
