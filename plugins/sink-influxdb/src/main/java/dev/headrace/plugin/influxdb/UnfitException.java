package dev.headrace.plugin.influxdb;

/** An event that no point can be made of. Holds no value of it. */
final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    UnfitException(String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
