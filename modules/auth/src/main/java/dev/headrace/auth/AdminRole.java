package dev.headrace.auth;

/** What an administrator may do. */
public enum AdminRole {
    /** Look. */
    VIEWER("viewer"),
    /** Look and change. */
    OPERATOR("operator");

    private final String word;

    AdminRole(String word) {
        this.word = word;
    }

    /** The word that the token file, answers and the admin journal use. */
    public String word() {
        return word;
    }
}
