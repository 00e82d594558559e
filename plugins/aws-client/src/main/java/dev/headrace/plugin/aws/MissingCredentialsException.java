package dev.headrace.plugin.aws;

/** No place that was looked in has credentials. */
final class MissingCredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingCredentialsException(Throwable cause) {
        super("no credentials were found in any of the usual places", cause);
    }
}
