package dev.headrace.plugin.aws;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;

/**
 * Says what a failed call means for Headrace.
 *
 * <p>A code that is not known here is {@link SinkException.Unavailable}: it is tried again and
 * shown, and nothing is lost. What AWS puts right on its side without a change of our configuration
 * (rights, a disabled KMS key, a clock) is {@link SinkException.Unauthorised}. A service's own
 * words are kept only where they cannot repeat what was sent: a refusal of rights.
 */
public final class AwsFailures {

    private static final Set<String> THROTTLED =
            Set.of("LimitExceededException", "KMSThrottlingException", "KMS.ThrottlingException");

    private static final Set<String> MISSING =
            Set.of("NoSuchBucket", "ResourceNotFoundException", "ResourceNotFound");

    private static final Set<String> WRONG_REGION =
            Set.of(
                    "PermanentRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException");

    private static final Set<String> REFUSED =
            Set.of(
                    "AccessDenied",
                    "AccessDeniedException",
                    "KMSAccessDeniedException",
                    "KMS.AccessDeniedException",
                    "AllAccessDisabled");

    private static final Set<String> BAD_CREDENTIALS =
            Set.of(
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidToken",
                    "TokenRefreshRequired",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "MissingSecurityHeader",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "InvalidSignatureException",
                    "NotSignedUp",
                    "OptInRequired",
                    "RequestTimeTooSkewed",
                    "RequestExpired",
                    "AccountProblem");

    /** What is wrong with the key is put right in KMS. */
    private static final String KMS = "KMS";

    private static final Set<String> TOO_LARGE =
            Set.of("EntityTooLarge", "RequestEntityTooLarge", "MaxMessageLengthExceeded");

    private static final Set<String> MISCONFIGURED =
            Set.of(
                    "InvalidBucketName",
                    "InvalidStorageClass",
                    "InvalidEncryptionAlgorithmError",
                    "NotImplemented",
                    "MethodNotAllowed",
                    "UnsupportedOperationException");

    private static final int LONGEST = 300;

    private final String setting;

    /**
     * Failures of one service.
     *
     * @param setting the sink's setting that names the target: {@code bucket}, {@code stream-name}
     */
    public AwsFailures(String setting) {
        this.setting = setting;
    }

    /**
     * What a failed call means.
     *
     * @param action what was tried, for people: {@code cannot write to bucket example-lake}
     */
    public SinkException of(String action, RuntimeException e) {
        return switch (e) {
            case MissingCredentialsException missing ->
                    new SinkException.Unauthorised(
                            action
                                    + ": no credentials; set access-key-id and secret-access-key,"
                                    + " or give the process a role",
                            missing);
            case SdkServiceException answer -> answered(action, answer);
            case ApiCallTimeoutException late ->
                    new SinkException.Unavailable(action + ": no answer within call-timeout", late);
            case ApiCallAttemptTimeoutException late ->
                    new SinkException.Unavailable(
                            action + ": no answer within attempt-timeout", late);
            case AbortedException aborted ->
                    new SinkException.Unavailable(action + ": the call was given up", aborted);
            case SdkException unanswered ->
                    new SinkException.Unavailable(
                            action + ": " + shortened(reason(unanswered)), unanswered);
            default -> throw e;
        };
    }

    /** The code by which the service named the error; empty when it gave none. */
    public static String code(SdkServiceException e) {
        return details(e).map(AwsErrorDetails::errorCode).orElse("");
    }

    private SinkException answered(String action, SdkServiceException e) {
        String code = code(e);
        String message = action + ": " + named(e, code);
        if (RetryUtils.isThrottlingException(e) || THROTTLED.contains(code)) {
            return new SinkException.Throttled(message, pause(e));
        }
        if (REFUSED.contains(code)) {
            return new SinkException.Unauthorised(message + ": " + words(e));
        }
        if (BAD_CREDENTIALS.contains(code) || code.startsWith(KMS)) {
            return new SinkException.Unauthorised(message);
        }
        if (WRONG_REGION.contains(code) || e.statusCode() == 301) {
            return new SinkException.Misconfigured(
                    "region", message + ": the target is in another region");
        }
        if (MISSING.contains(code)) {
            return new SinkException.Misconfigured(setting, message + ": there is none");
        }
        if (TOO_LARGE.contains(code) || e.statusCode() == 413) {
            return new SinkException.TooLarge(message);
        }
        if (MISCONFIGURED.contains(code) || e.statusCode() == 501) {
            return new SinkException.Misconfigured(message);
        }
        if (e.statusCode() == 401 || e.statusCode() == 403) {
            return new SinkException.Unauthorised(message);
        }
        return new SinkException.Unavailable(message);
    }

    private static String named(SdkServiceException e, String code) {
        String request = e.requestId() == null ? "" : ", request " + shortened(e.requestId());
        return (code.isEmpty() ? "an answer without a code" : shortened(code))
                + " (status "
                + e.statusCode()
                + request
                + ")";
    }

    private static String words(SdkServiceException e) {
        return details(e)
                .map(AwsErrorDetails::errorMessage)
                .map(AwsFailures::shortened)
                .orElse("no reason given");
    }

    private static Optional<AwsErrorDetails> details(SdkServiceException e) {
        return e instanceof AwsServiceException aws
                ? Optional.ofNullable(aws.awsErrorDetails())
                : Optional.empty();
    }

    /** In seconds, as HTTP has it; a date, which AWS does not send, is no pause. */
    private static Duration pause(SdkServiceException e) {
        return details(e)
                .flatMap(details -> Optional.ofNullable(details.sdkHttpResponse()))
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    private static String reason(SdkException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
