package dev.headrace.plugin.aws;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * When the SDK tries again by itself. Headrace retries, slows down and breaks, once, for all sinks;
 * so the SDK only bridges what is no news of the target: a kept connection that the other side has
 * closed meanwhile, and a clock that the SDK has just learnt to correct. It never answers a request
 * to slow down.
 */
final class AwsRetries {

    /** A connection that was kept may be dead, and so may the next one that was kept. */
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private AwsRetries() {}

    static StandardRetryStrategy strategy() {
        BackoffStrategy pause = BackoffStrategy.exponentialDelay(FIRST, LONGEST);
        return DefaultRetryStrategy.standardStrategyBuilder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(pause)
                .throttlingBackoffStrategy(pause)
                .circuitBreakerEnabled(false)
                .useClientDefaults(false)
                .retryOnException(AwsRetries::isWorthAnotherTry)
                .build();
    }

    private static boolean isWorthAnotherTry(Throwable failure) {
        if (failure instanceof SdkException e && RetryUtils.isClockSkewException(e)) {
            return true;
        }
        return lostConnection(failure);
    }

    /** Not a target that is away: that is what Headrace wants to know at once. */
    private static boolean lostConnection(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof IOException) {
                return !(at instanceof ConnectException
                        || at instanceof UnknownHostException
                        || at instanceof java.net.SocketTimeoutException
                        || at instanceof javax.net.ssl.SSLException);
            }
        }
        return false;
    }
}
