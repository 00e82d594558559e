package dev.headrace.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.SinkException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsFailuresTest {

    private static final String CANARY = "canary-of-an-event";

    private final AwsFailures failures = new AwsFailures("bucket");

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, Throttled",
        "400, ProvisionedThroughputExceededException, Throttled",
        "503, SlowDown, Throttled",
        "429, TooManyRequestsException, Throttled",
        "400, LimitExceededException, Throttled",
        "400, KMSThrottlingException, Throttled",
        "403, AccessDenied, Unauthorised",
        "400, AccessDeniedException, Unauthorised",
        "403, InvalidAccessKeyId, Unauthorised",
        "403, SignatureDoesNotMatch, Unauthorised",
        "400, ExpiredToken, Unauthorised",
        "400, UnrecognizedClientException, Unauthorised",
        "400, KMSDisabledException, Unauthorised",
        "400, KMS.NotFoundException, Unauthorised",
        "403, SomethingNew, Unauthorised",
        "404, NoSuchBucket, Misconfigured",
        "400, ResourceNotFoundException, Misconfigured",
        "301, PermanentRedirect, Misconfigured",
        "501, NotImplemented, Misconfigured",
        "413, RequestEntityTooLarge, TooLarge",
        "400, EntityTooLarge, TooLarge",
        "500, InternalError, Unavailable",
        "503, ServiceUnavailable, Unavailable",
        "400, RequestTimeout, Unavailable",
        "400, SomethingNew, Unavailable",
        "409, OperationAborted, Unavailable",
    })
    void anErrorOfTheServiceHasItsMeaning(int status, String code, String meaning) {
        SinkException e = failures.of("cannot write", error(status, code));

        assertThat(e.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(e).hasMessageStartingWith("cannot write: " + code);
    }

    @Test
    void aMissingTargetNamesTheSettingToLookAt() {
        SinkException e = failures.of("cannot write", error(404, "NoSuchBucket"));

        assertThat(e)
                .isInstanceOfSatisfying(
                        SinkException.Misconfigured.class,
                        wrong -> assertThat(wrong.key()).contains("bucket"));
    }

    @Test
    void keepsThePauseThatWasAskedFor() {
        AwsServiceException slow =
                AwsServiceException.builder()
                        .statusCode(503)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("SlowDown")
                                        .sdkHttpResponse(
                                                SdkHttpResponse.builder()
                                                        .putHeader("Retry-After", "7")
                                                        .build())
                                        .build())
                        .build();

        assertThat(failures.of("cannot write", slow))
                .isInstanceOfSatisfying(
                        SinkException.Throttled.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"400, ValidationException", "500, InternalFailure", "404, NoSuchBucket"})
    void repeatsNothingOfWhatWasSent(int status, String code) {
        SinkException e = failures.of("cannot write", error(status, code));

        assertThat(e).hasMessageNotContaining(CANARY).hasNoCause();
    }

    @Test
    void noAnswerIsATargetThatIsAway() {
        var refused =
                SdkClientException.create(
                        "Unable to execute HTTP request", new ConnectException("refused"));

        assertThat(failures.of("cannot write", refused))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessage("cannot write: ConnectException: refused");
        assertThat(failures.of("cannot write", ApiCallTimeoutException.create(100)))
                .isInstanceOf(SinkException.Unavailable.class);
    }

    @Test
    void noCredentialsIsForPeopleToPutRight() {
        var none = new MissingCredentialsException(SdkClientException.create("none"));

        assertThat(failures.of("cannot write", none))
                .isInstanceOf(SinkException.Unauthorised.class)
                .hasMessageContaining("no credentials");
    }

    @Test
    void aMistakeInThePluginStaysOne() {
        assertThatThrownBy(() -> failures.of("cannot write", new IllegalStateException("bug")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static AwsServiceException error(int status, String code) {
        return AwsServiceException.builder()
                .statusCode(status)
                .requestId("r-1")
                .awsErrorDetails(
                        AwsErrorDetails.builder()
                                .errorCode(code)
                                .errorMessage("Value '" + CANARY + "' is wrong")
                                .build())
                .build();
    }
}
