package dev.headrace.plugin.postgresql;

import java.util.Optional;

/**
 * Who may do what.
 *
 * @param writer writes rows
 * @param owner makes, changes and drops tables; empty where the writer does that too
 * @param reader a role that is granted to read every stream's table
 */
record Roles(Login writer, Optional<Login> owner, Optional<String> reader) {

    Login owning() {
        return owner.orElse(writer);
    }

    /** The role that needs grants to write, because it does not own the tables. */
    Optional<String> granted() {
        return owner.flatMap(login -> writer.user());
    }
}
