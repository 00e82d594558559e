package dev.headrace.plugin.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The SDK's usual chain; says by a type of its own that nothing was found. */
final class SurroundingCredentials implements AwsCredentialsProvider, AutoCloseable {

    private final DefaultCredentialsProvider chain =
            DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(false).build();

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return chain.resolveCredentials();
        } catch (AbortedException e) {
            throw e;
        } catch (SdkClientException e) {
            throw new MissingCredentialsException(e);
        }
    }

    @Override
    public void close() {
        chain.close();
    }
}
