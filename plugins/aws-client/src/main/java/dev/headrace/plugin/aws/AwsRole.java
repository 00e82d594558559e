package dev.headrace.plugin.aws;

import java.net.URI;
import java.util.Optional;

/**
 * A role that is assumed before anything else, often one of another account.
 *
 * @param arn the role
 * @param externalId what the other account asks for, so that nobody else's Headrace is taken for
 *     this one
 * @param session the name under which the other account's trail shows the calls
 * @param endpoint where STS is asked, unless it is the region's own
 */
public record AwsRole(
        String arn, Optional<String> externalId, String session, Optional<URI> endpoint) {}
