package dev.headrace.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The file that deployments' keys are derived from: {@code {"keys":[{"version":1,"key":"<base64 of
 * 32 bytes>"}]}}, readable by its owner alone. New deployments get a key of the highest version;
 * those of the others stay good while their version is in the file. Nodes that have the same file
 * know each other's deployments.
 */
final class DeploymentKeyFile {

    private static final int KEY_BYTES = 32;
    private static final int MOST_VERSION = 9_999;

    private DeploymentKeyFile() {}

    /** The keys by version; the file is made where there is none. */
    static SortedMap<Integer, byte[]> open(Path file, RandomGenerator random) {
        if (Files.notExists(file)) {
            create(file, random);
        }
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        for (JsonNode entry : KeyJson.tree(file, KeySource.text(file)).path("keys")) {
            int version = entry.path("version").asInt(0);
            byte[] key = key(file, entry.path("key").asString(""));
            if (version < 1 || version > MOST_VERSION || keys.put(version, key) != null) {
                throw form(file);
            }
        }
        if (keys.isEmpty()) {
            throw form(file);
        }
        return keys;
    }

    private static byte[] key(Path file, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length >= KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw form(file);
        }
        throw form(file);
    }

    private static AuthSettingsException form(Path file) {
        return new AuthSettingsException(
                file,
                "is not {\"keys\":[{\"version\":1,\"key\":\"<base64 of 32 bytes>\"}]}, each version"
                        + " once and from 1 to "
                        + MOST_VERSION);
    }

    private static void create(Path file, RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            NewKeyFile.write(
                    file.toAbsolutePath(),
                    "{\"keys\":[{\"version\":1,\"key\":\"%s\"}]}\n"
                            .formatted(Base64.getEncoder().encodeToString(key)));
        } catch (IOException e) {
            throw new AuthSettingsException(
                    file, "cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
