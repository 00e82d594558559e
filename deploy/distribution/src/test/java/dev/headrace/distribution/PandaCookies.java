package dev.headrace.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** An issuer of pan-domain cookies with a key of its own. */
final class PandaCookies {

    private final KeyPair keys;

    PandaCookies() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the public settings file that Headrace reads. */
    Path writeSettings(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return Files.writeString(file, "publicKey=" + key + "\n");
    }

    /** Starts a node that knows these cookies. */
    HeadraceProcess start(Path data, String configuration) throws IOException {
        Path settings = writeSettings(data.resolve("panda.settings.public"));
        return HeadraceProcess.start(
                data, Configurations.withPanda(configuration, settings.toString()), Map.of());
    }

    /** A whole Cookie header. */
    String header(String email, Instant expires) {
        return "gutoolsAuth-assym=" + cookie(email, expires);
    }

    private String cookie(String email, Instant expires) {
        byte[] payload =
                ("firstName=Test&lastName=User&email="
                                + email
                                + "&system=test&authedIn=test&expires="
                                + expires.toEpochMilli()
                                + "&multifactor=true")
                        .getBytes(StandardCharsets.UTF_8);
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.getPrivate());
            signer.update(payload);
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(payload) + "." + base64.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
