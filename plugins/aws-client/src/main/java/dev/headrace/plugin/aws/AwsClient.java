package dev.headrace.plugin.aws;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The way into an account, as one sink's settings say: connections, region, credentials. The sink
 * makes its service's client by {@link #configure} and calls it by {@link #call}. Safe for use by
 * several threads.
 */
public final class AwsClient implements AutoCloseable {

    /** Below the idle time after which the services and most balancers hang up. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    /** For a call that was given up to let go of its connection; short of Headrace's second. */
    private static final Duration LETTING_GO = Duration.ofMillis(500);

    private final AwsSettings settings;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final SdkHttpClient http;
    private final Region region;
    private final AwsCredentialsProvider credentials;

    private AwsClient(AwsSettings settings, int connections) {
        this.settings = settings;
        this.http = keep(http(settings.timeouts(), connections));
        this.region = settings.region().orElseGet(() -> surrounding());
        AwsCredentialsProvider own =
                settings.keys()
                        .<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
                        .orElseGet(() -> keep(new SurroundingCredentials()));
        this.credentials = settings.role().map(role -> assumed(role, own)).orElse(own);
    }

    /**
     * Prepares the way; asks nobody but, where the settings name no region, the surroundings.
     *
     * @param connections most calls at once
     * @throws SinkException.Misconfigured when no region is to be found
     */
    public static AwsClient open(AwsSettings settings, int connections)
            throws SinkException, InterruptedException {
        try {
            return onThreadOfItsOwn(() -> new AwsClient(settings, connections));
        } catch (SdkClientException e) {
            throw new SinkException.Misconfigured(
                    "region",
                    "is not set, and the surroundings name none: set region, or AWS_REGION",
                    e);
        }
    }

    /**
     * Sets a service's builder up: connections, region, credentials, endpoint, timeouts, retries. A
     * later {@code overrideConfiguration} of the caller's own would undo the last two.
     *
     * @return the same builder
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
            B builder) {
        prepare(builder, credentials);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }

    /** The region that the service's client works in. */
    public Region region() {
        return region;
    }

    /**
     * Makes a call and waits for it. The SDK blocks in socket calls that an interrupt does not end;
     * on a virtual thread it does, so the call is made on one that lives as long as the call.
     *
     * @throws InterruptedException when the calling thread was interrupted; the call is given up,
     *     and what it asked for may have happened
     * @throws software.amazon.awssdk.core.exception.SdkException as the call; {@link AwsFailures}
     *     knows what it means
     */
    public <T> T call(Supplier<T> call) throws InterruptedException {
        return onThreadOfItsOwn(call);
    }

    /** Closes the connections and whatever else was opened here; the service's client is not. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static <T> T onThreadOfItsOwn(Supplier<T> call) throws InterruptedException {
        var task = new FutureTask<T>(call::get);
        Thread thread = Thread.ofVirtual().name("aws-call").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            letGo(thread);
            throw e;
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private static void letGo(Thread thread) {
        try {
            thread.join(LETTING_GO);
        } catch (InterruptedException again) {
            // The first one is on its way to the caller.
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case RuntimeException failure -> failure;
            case null, default -> new IllegalStateException(e);
        };
    }

    private static SdkHttpClient http(AwsTimeouts timeouts, int connections) {
        return Apache5HttpClient.builder()
                .connectionTimeout(timeouts.connect())
                .connectionAcquisitionTimeout(timeouts.attempt())
                .socketTimeout(timeouts.attempt())
                .connectionMaxIdleTime(IDLE)
                .maxConnections(connections)
                .build();
    }

    private static Region surrounding() {
        return new DefaultAwsRegionProviderChain().getRegion();
    }

    private AwsCredentialsProvider assumed(AwsRole role, AwsCredentialsProvider own) {
        var builder = StsClient.builder();
        prepare(builder, own);
        role.endpoint().ifPresent(builder::endpointOverride);
        StsClient sts = keep(builder.build());
        return keep(
                StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .asyncCredentialUpdateEnabled(false)
                        .refreshRequest(request -> {
                            request.roleArn(role.arn()).roleSessionName(role.session());
                            role.externalId().ifPresent(request::externalId);
                        })
                        .build());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> void prepare(
            B builder, AwsCredentialsProvider with) {
        builder.httpClient(http)
                .region(region)
                .credentialsProvider(with)
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder()
                                .apiCallAttemptTimeout(settings.timeouts().attempt())
                                .apiCallTimeout(settings.timeouts().call())
                                .retryStrategy(AwsRetries.strategy())
                                .putAdvancedOption(
                                        SdkAdvancedClientOption.USER_AGENT_PREFIX, "headrace")
                                .build());
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            System.getLogger(AwsClient.class.getName())
                    .log(System.Logger.Level.WARNING, "An AWS client did not close cleanly", e);
        }
    }
}
