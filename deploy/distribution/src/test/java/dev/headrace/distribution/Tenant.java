package dev.headrace.distribution;

import dev.headrace.auth.HmacSigner;
import dev.headrace.auth.SessionTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * One of several organisations of a node: its service, whose key speaks for it alone, and its
 * people, who all have the same id as those of every other. Whatever it sends carries marks that
 * name it.
 */
record Tenant(HeadraceProcess headrace, String organisation) {

    /** The same in every organisation: what tells two people apart must be more than that. */
    static final String ACTOR = "4711";

    /** The entry of this organisation's key in the file of HMAC keys. */
    static String key(String organisation) {
        String service = serviceOf(organisation);
        return ServiceKeys.of(service, service, secret(organisation), organisation);
    }

    /** The name of an organisation's service. */
    static String serviceOf(String organisation) {
        return "tools-of-" + organisation;
    }

    private static String secret(String organisation) {
        return "the-secret-of-the-service-of-" + organisation;
    }

    /** A word that only this organisation's events have, in the form that every field takes. */
    String mark(RandomGenerator random) {
        return markOf(organisation) + "%08x".formatted(random.nextInt());
    }

    /** How the marks of an organisation begin. */
    static String markOf(String organisation) {
        return "mark" + organisation + "x";
    }

    /** A request by the key of the organisation's service. */
    HttpRequest.Builder service(URI url) {
        HttpRequest.Builder request = request(url);
        new HmacSigner(secret(organisation))
                .headers(Instant.now(), url.getRawPath())
                .forEach(request::header);
        return request;
    }

    /** A request in a session of the organisation. */
    HttpRequest.Builder session(URI url, String session) {
        String token =
                SessionTokens.make(
                        headrace.data().resolve("keys/session.json"),
                        new SessionTokens.Wanted(ACTOR, organisation, session, Duration.ofHours(1)),
                        Clock.systemUTC());
        return request(url).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60));
    }
}
