package dev.headrace.distribution;

import dev.headrace.auth.SessionTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Posts with tokens of sessions, signed by the node's own key. */
final class Sessions {

    private final HeadraceProcess headrace;
    private final String path;

    Sessions(HeadraceProcess headrace, String path) {
        this.headrace = headrace;
        this.path = path;
    }

    /** A token of an actor of an organisation. */
    String token(String actor, String organisation, UUID session) {
        return SessionTokens.make(
                headrace.data().resolve("keys/session.json"),
                new SessionTokens.Wanted(
                        actor, organisation, session.toString(), Duration.ofHours(1)),
                Clock.systemUTC());
    }

    /** A post with a token. */
    HttpRequest.Builder request(String token, String body) {
        return HttpRequest.newBuilder(headrace.url(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** A post in a session of its own. */
    HttpResponse<String> post(String organisation, String body) throws Exception {
        return HeadraceProcess.send(
                request(token("42", organisation, UUID.randomUUID()), body).build());
    }
}
