package dev.headrace.privacy;

import dev.headrace.privacy.KeyRing.Destroyed;
import dev.headrace.privacy.KeyRing.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One file of keys: {@code {"organisation":"…","keys":[{"version":1,"key":"<base64>",
 * "made":"…"}],"destroyed":[{"version":…,"at":"…"}]}}, readable by its owner only. {@code
 * organisation}, {@code made} and {@code destroyed} may be absent.
 */
final class KeyRingFile {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    KeyRingFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Reads the file.
     *
     * @throws PrivacyKeyException saying what is wrong with it, and nothing of its content
     */
    KeyRing read() {
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            var keys = new ArrayList<Key>();
            for (JsonNode entry : root.path("keys")) {
                keys.add(key(entry));
            }
            var destroyed = new ArrayList<Destroyed>();
            for (JsonNode entry : root.path("destroyed")) {
                destroyed.add(new Destroyed(version(entry), time(entry, "at").orElseThrow()));
            }
            Optional<String> organisation =
                    Optional.of(root.path("organisation").asString(""))
                            .filter(name -> !name.isEmpty());
            refuseTwice(keys, destroyed);
            return new KeyRing(organisation, keys, destroyed);
        } catch (IOException e) {
            throw new PrivacyKeyException(file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new PrivacyKeyException(
                    file + " is not {\"keys\":[{\"version\":1,\"key\":\"<base64 of 32 bytes>\"}]}");
        } catch (NoSuchElementException e) {
            throw new PrivacyKeyException(file + " has a destroyed key without a time");
        }
    }

    private static Key key(JsonNode entry) {
        byte[] secret = Base64.getDecoder().decode(entry.path("key").asString(""));
        if (secret.length < KeyRing.KEY_BYTES) {
            throw new IllegalArgumentException("a privacy key has at least 32 bytes");
        }
        return new Key(version(entry), secret, time(entry, "made"));
    }

    private static int version(JsonNode entry) {
        int version = entry.path("version").asInt(0);
        if (version < 1) {
            throw new IllegalArgumentException("a version is a whole number from 1");
        }
        return version;
    }

    private static Optional<Instant> time(JsonNode entry, String name) {
        return entry.has(name)
                ? Optional.of(Instant.parse(entry.path(name).asString("")))
                : Optional.empty();
    }

    private static void refuseTwice(List<Key> keys, List<Destroyed> destroyed) {
        long versions =
                IntStream.concat(
                                keys.stream().mapToInt(Key::version),
                                destroyed.stream().mapToInt(Destroyed::version))
                        .distinct()
                        .count();
        if (versions < keys.size() + destroyed.size()) {
            throw new IllegalArgumentException("a version stands for one key");
        }
    }

    /**
     * Makes the file with a first key, unless another process has made it meanwhile.
     *
     * @return what is in force then
     */
    KeyRing make(Optional<String> organisation, RandomGenerator random, Instant now) {
        try {
            Path temporary = written(KeyRing.make(organisation, random, now));
            try {
                Files.createLink(file, temporary); // fails where there is one: never replaces it
            } catch (FileAlreadyExistsException e) {
                return read();
            } catch (UnsupportedOperationException e) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceFolder();
            return read();
        } catch (IOException e) {
            throw new PrivacyKeyException(file + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Puts other keys into the file's place, and writes zeros over the old bytes. */
    void replace(KeyRing ring) {
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Path temporary = written(ring);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
            old.write(ByteBuffer.allocate((int) old.size()), 0);
            old.force(true);
        } catch (IOException e) {
            throw new PrivacyKeyException(file + " cannot be replaced: " + e.getMessage(), e);
        }
    }

    private Path written(KeyRing ring) throws IOException {
        Files.createDirectories(folder());
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path temporary = Files.createTempFile(folder(), ".privacy-", ".tmp", ownerOnly);
        try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
            channel.write(ByteBuffer.wrap(text(ring).getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        return temporary;
    }

    private static String text(KeyRing ring) {
        ObjectNode root = MAPPER.createObjectNode();
        ring.organisation().ifPresent(name -> root.put("organisation", name));
        ArrayNode keys = root.putArray("keys");
        for (Key key : ring.keys()) {
            ObjectNode entry = keys.addObject();
            entry.put("version", key.version());
            entry.put("key", Base64.getEncoder().encodeToString(key.secret()));
            key.made().ifPresent(made -> entry.put("made", made.toString()));
        }
        if (!ring.destroyed().isEmpty()) {
            ArrayNode destroyed = root.putArray("destroyed");
            for (Destroyed one : ring.destroyed()) {
                destroyed.addObject().put("version", one.version()).put("at", one.at().toString());
            }
        }
        return root + "\n";
    }

    private Path folder() {
        return Objects.requireNonNull(file.getParent(), "a file");
    }

    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Changes with every other content: a replaced file is another file. */
    Object stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(
                    attributes.lastModifiedTime(),
                    attributes.size(),
                    String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return "gone";
        }
    }
}
