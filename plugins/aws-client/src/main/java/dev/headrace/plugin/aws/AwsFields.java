package dev.headrace.plugin.aws;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;

/** The fields of {@link AwsSettings}. Needs nothing of the SDK. */
final class AwsFields {

    private AwsFields() {}

    static ConfigSpec.Builder declare(ConfigSpec.Builder spec) {
        spec.optional(
                        "region",
                        ConfigField.Type.TEXT,
                        "The AWS region, for example eu-west-1; without it that of the"
                                + " surroundings (AWS_REGION, profile, instance).")
                .optional(
                        "endpoint",
                        ConfigField.Type.TEXT,
                        "The address of the service, for a private endpoint or another server that"
                                + " speaks its protocol; without it the region's own.")
                .optional(
                        "access-key-id",
                        ConfigField.Type.SECRET,
                        "An access key; without it the credentials of the surroundings are used"
                                + " (environment, web identity, profile, container, instance).")
                .optional(
                        "secret-access-key",
                        ConfigField.Type.SECRET,
                        "The secret that belongs to access-key-id.")
                .optional(
                        "session-token",
                        ConfigField.Type.SECRET,
                        "The session token of temporary keys; it expires, so a role is better.");
        return timeouts(role(spec));
    }

    private static ConfigSpec.Builder role(ConfigSpec.Builder spec) {
        return spec.optional(
                        "role-arn",
                        ConfigField.Type.TEXT,
                        "A role to assume, also of another account; renewed by itself.")
                .optional(
                        "role-external-id",
                        ConfigField.Type.TEXT,
                        "The external id that the role asks for.")
                .with(
                        "role-session-name",
                        ConfigField.Type.TEXT,
                        "headrace",
                        "The name under which the role's account sees the calls.")
                .optional(
                        "role-endpoint",
                        ConfigField.Type.TEXT,
                        "The address of STS, for a private endpoint; without it the region's own.");
    }

    private static ConfigSpec.Builder timeouts(ConfigSpec.Builder spec) {
        return spec.within(
                        "connect-timeout",
                        ConfigField.Type.DURATION,
                        "5s",
                        "100ms",
                        "1m",
                        "How long opening a connection may take.")
                .within(
                        "attempt-timeout",
                        ConfigField.Type.DURATION,
                        "20s",
                        "100ms",
                        "10m",
                        "How long one try of a call may take; a lost connection is tried again.")
                .within(
                        "call-timeout",
                        ConfigField.Type.DURATION,
                        "45s",
                        "100ms",
                        "30m",
                        "How long a call may take with all its tries.");
    }
}
