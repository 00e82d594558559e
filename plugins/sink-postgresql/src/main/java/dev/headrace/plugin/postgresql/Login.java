package dev.headrace.plugin.postgresql;

import java.util.Optional;

/** A role and its password, where they are given. */
record Login(Optional<String> user, Optional<String> password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return user.orElse("the driver's own user");
    }
}
