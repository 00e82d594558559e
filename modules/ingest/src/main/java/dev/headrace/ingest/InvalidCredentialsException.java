package dev.headrace.ingest;

/** The request has credentials, and they are not valid; no others were asked for. */
final class InvalidCredentialsException extends RequestRefusedException {

    private static final long serialVersionUID = 1L;

    InvalidCredentialsException(String detail) {
        super(Problem.UNAUTHENTICATED, detail);
    }
}
