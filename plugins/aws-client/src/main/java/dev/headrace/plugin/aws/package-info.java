/**
 * What the sinks for AWS share: the settings that lead to an account ({@link
 * dev.headrace.plugin.aws.AwsSettings}), the clients that are made from them ({@link
 * dev.headrace.plugin.aws.AwsClient}), and what a failed call means for Headrace ({@link
 * dev.headrace.plugin.aws.AwsFailures}).
 *
 * <p>Invariants: a call ends within a second of an interrupt; after {@code close} no thread and no
 * connection is left; a message holds the target's error code, never a credential and nothing of an
 * event.
 */
@NullMarked
package dev.headrace.plugin.aws;

import org.jspecify.annotations.NullMarked;
