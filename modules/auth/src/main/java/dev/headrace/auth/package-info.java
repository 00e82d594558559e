/**
 * Who is calling: the pan-domain cookie of a person, or the HMAC headers of a service.
 *
 * <p>{@link dev.headrace.auth.Authenticator} is the one door. It chooses the method (both HMAC
 * headers, even empty: HMAC and nothing else; otherwise the cookie), answers from memory, and reads
 * its two key files again when told to. {@link dev.headrace.auth.HmacSigner} is the client's side
 * of HMAC, {@link dev.headrace.auth.HmacKeyFile} makes a first key.
 *
 * <p>Invariants. No answer does I/O, takes a lock, or throws, whatever the headers hold. Work is
 * bounded before it begins: 16 KiB of cookie headers, 8 KiB of cookie, one form of date, one length
 * of token. Signatures are compared in constant time against every live key. Only cookies with a
 * good signature are remembered, by digest; whether one is fresh, in grace or expired is asked of
 * the clock at each call. A failed reading never takes keys away; a changed key set takes effect,
 * and forgets all cookies, with the refresh that read it. No secret, key, cookie or address is in a
 * log, a message or a {@code toString}.
 */
@NullMarked
package dev.headrace.auth;

import org.jspecify.annotations.NullMarked;
