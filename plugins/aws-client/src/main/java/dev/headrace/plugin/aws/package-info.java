/**
 * What the sinks for AWS share: the settings that lead to an account ({@link
 * dev.headrace.plugin.aws.AwsSettings}), the clients that are made from them ({@link
 * dev.headrace.plugin.aws.AwsClient}), and what a failed call means for Headrace ({@link
 * dev.headrace.plugin.aws.AwsFailures}). And what those share that make objects of S3: their
 * settings ({@link dev.headrace.plugin.aws.BucketSettings}) and the way an object is made ({@link
 * dev.headrace.plugin.aws.ObjectWriter}); the others carry no S3 client.
 *
 * <p>Invariants: a call ends within a second of an interrupt; after {@code close} no thread and no
 * connection is left; a message holds the target's error code, never a credential and nothing of an
 * event; an object that a reader can see is whole, and one that holds anything else is never
 * overwritten unless the settings say so; not more than a part of an object is held in memory.
 */
@NullMarked
package dev.headrace.plugin.aws;

import org.jspecify.annotations.NullMarked;
