/**
 * Who is calling: the pan-domain cookie of a person, the HMAC headers of a service, or the signed
 * token of a session.
 *
 * <p>{@link dev.headrace.auth.Authenticator} is the one door. It chooses the method (both HMAC
 * headers, even empty: HMAC and nothing else; a bearer's token: that alone; otherwise the cookie),
 * answers from memory, and reads its key files again when told to. {@link
 * dev.headrace.auth.HmacSigner} is the client's side of HMAC, {@link dev.headrace.auth.HmacKeyFile}
 * makes a first key, {@link dev.headrace.auth.SessionTokens} makes tokens as an issuer does.
 *
 * <p>Invariants. No answer does I/O, takes a lock, or throws, whatever the headers hold. Work is
 * bounded before it begins: 16 KiB of cookie headers, 8 KiB of cookie, one form of date, one length
 * of HMAC token, 1 KiB of session token. Signatures are compared in constant time against every
 * live key. Only cookies and session tokens with a good signature are remembered, by digest;
 * whether one is fresh, in grace, expired or revoked is asked at each call. A failed reading never
 * takes keys away; a changed key set takes effect, and forgets all cookies, with the refresh that
 * read it. No secret, key, cookie or address is in a log, a message or a {@code toString}.
 */
@NullMarked
package dev.headrace.auth;

import org.jspecify.annotations.NullMarked;
