package dev.headrace.auth;

import java.nio.file.Path;

/**
 * How session tokens are checked.
 *
 * @param keysFile the JSON file of the keys that sign them, in the form of {@link HmacKeyFile};
 *     read again when it changes
 * @param revokedFile the JSON file of what was revoked; read again when it changes
 */
public record SessionSettings(Path keysFile, Path revokedFile) {}
