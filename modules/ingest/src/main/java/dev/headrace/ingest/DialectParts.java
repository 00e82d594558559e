package dev.headrace.ingest;

import dev.headrace.auth.Deployments;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.TrustedProxies;
import java.util.Optional;

/**
 * What the pipeline needs for some streams alone.
 *
 * @param deployments whose signatures are taken; without it, nobody's
 * @param clients tells whom a request comes from
 * @param sites the web sites whose events are taken
 * @param enrichment what is known of clients
 * @param choices what persons have chosen
 */
public record DialectParts(
        Optional<Deployments> deployments,
        ClientAddresses clients,
        WebSites sites,
        Enrichment enrichment,
        PersonalChoices choices) {

    /** Where nothing is known of clients, and nobody has chosen anything. */
    public DialectParts(
            Optional<Deployments> deployments, ClientAddresses clients, WebSites sites) {
        this(deployments, clients, sites, Enrichment.NONE, PersonalChoices.none());
    }

    /** Nothing: streams that need it refuse what they cannot check, and no proxy is believed. */
    public static final DialectParts NONE =
            new DialectParts(
                    Optional.empty(), new ClientAddresses(TrustedProxies.NONE), WebSites.NONE);
}
