package dev.headrace.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Searches for values that must be nowhere: as they are, in base64, in hexadecimal. */
final class Taint {

    /** Begins every text that may be nowhere; a word of no program, for PostgreSQL has canaries. */
    static final String MARK = "kanarek";

    /** What else may be nowhere: addresses, numbers and times have no room for the mark. */
    private static final List<String> NOWHERE =
            List.of(
                    "198.51.100.177",
                    "203.0.113.177",
                    "987654321012",
                    "07:51:27.12",
                    "01701234567",
                    "192.0.2.177");

    private Taint() {}

    /** The markers in all files below a folder, those of another folder aside. */
    static List<String> leaksIn(Path data, Path aside) throws IOException {
        var leaks = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(aside)) {
                    leaks(text(file)).forEach(leak -> leaks.add(file + ": " + leak));
                }
            }
        }
        return leaks;
    }

    /** All bytes below a folder, each as a character. */
    static String everythingIn(Path folder) throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(text(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    /** What was found, with what stands around it. */
    static List<String> leaks(String text) {
        var leaks = new ArrayList<String>();
        for (String form : forms()) {
            int at = text.indexOf(form);
            if (at >= 0) {
                leaks.add(text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60)));
            }
        }
        return leaks;
    }

    private static List<String> forms() {
        var forms = new ArrayList<>(NOWHERE);
        byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
        forms.add(MARK);
        forms.add(HexFormat.of().formatHex(mark));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + mark.length];
            System.arraycopy(mark, 0, shifted, before, mark.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(base64.substring(Math.ceilDiv(8 * before, 6), 8 * shifted.length / 6));
        }
        return forms;
    }
}
