package dev.headrace.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes small databases in MaxMind's format (MMDB 2.0, records of 24 bits, addresses of IPv6 with
 * those of IPv4 in {@code ::/96}) for tests.
 */
public final class MmdbWriter {

    private static final byte[] MARKER =
            new byte[] {
                (byte) 0xab,
                (byte) 0xcd,
                (byte) 0xef,
                'M',
                'a',
                'x',
                'M',
                'i',
                'n',
                'd',
                '.',
                'c',
                'o',
                'm'
            };
    private static final int SEPARATOR = 16;
    private static final int V4_PREFIX = 96;

    private final String type;
    private final List<Object[]> nodes = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Where in the data a record is. */
    private record Leaf(int offset) {}

    /**
     * An empty database.
     *
     * @param type such as {@code GeoLite2-City}
     */
    public MmdbWriter(String type) {
        this.type = type;
        nodes.add(new Object[2]);
    }

    /** A record for a network; networks do not lie in each other. */
    public MmdbWriter network(String address, int bits, Map<String, Object> found) {
        var leaf = new Leaf(data.size());
        value(data, found);
        byte[] bytes = literal(address);
        byte[] whole = new byte[16];
        System.arraycopy(bytes, 0, whole, 16 - bytes.length, bytes.length);
        int depth = bytes.length == 4 ? V4_PREFIX + bits : bits;
        int at = 0;
        for (int bit = 0; bit < depth; bit++) {
            int side = (whole[bit / 8] >> (7 - bit % 8)) & 1;
            if (bit == depth - 1) {
                nodes.get(at)[side] = leaf;
            } else {
                if (nodes.get(at)[side] == null) {
                    nodes.get(at)[side] = nodes.size();
                    nodes.add(new Object[2]);
                }
                at = (Integer) nodes.get(at)[side];
            }
        }
        return this;
    }

    /** A city as GeoLite2-City has it. */
    public static Map<String, Object> city(
            String country,
            String region,
            String name,
            double latitude,
            double longitude,
            String timezone) {
        return Map.of(
                "country", Map.of("iso_code", country),
                "subdivisions", List.of(Map.of("iso_code", region)),
                "city", Map.of("names", Map.of("en", name, "de", name)),
                "location",
                        Map.of(
                                "latitude", latitude,
                                "longitude", longitude,
                                "time_zone", timezone));
    }

    /** Moves the database into the place of a file, as an updater does. */
    public void moveTo(Path file) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, bytes());
            Files.move(
                    next,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes() {
        var out = new ByteArrayOutputStream();
        for (Object[] node : nodes) {
            for (Object side : node) {
                number(out, record(side), 3);
            }
        }
        out.writeBytes(new byte[SEPARATOR]);
        out.writeBytes(data.toByteArray());
        out.writeBytes(MARKER);
        value(
                out,
                Map.of(
                        "node_count",
                        nodes.size(),
                        "record_size",
                        (short) 24,
                        "ip_version",
                        (short) 6,
                        "database_type",
                        type,
                        "languages",
                        List.of("en"),
                        "binary_format_major_version",
                        (short) 2,
                        "binary_format_minor_version",
                        (short) 0,
                        "build_epoch",
                        1_770_000_000L,
                        "description",
                        Map.of("en", "for tests")));
        return out.toByteArray();
    }

    private int record(Object side) {
        return switch (side) {
            case Leaf leaf -> nodes.size() + SEPARATOR + leaf.offset();
            case Integer node -> node;
            case null, default -> nodes.size();
        };
    }

    private static byte[] literal(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }

    /** Shorts, ints and longs are the unsigned kinds that the format's metadata has. */
    private static void value(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                control(out, 2, utf8.length);
                out.writeBytes(utf8);
            }
            case Double number -> {
                control(out, 3, 8);
                number(out, Double.doubleToLongBits(number), 8);
            }
            case Short number -> {
                control(out, 5, 2);
                number(out, number, 2);
            }
            case Integer number -> {
                control(out, 6, 4);
                number(out, number, 4);
            }
            case Long number -> {
                control(out, 9, 8);
                number(out, number, 8);
            }
            case Map<?, ?> map -> {
                control(out, 7, map.size());
                map.forEach((name, inner) -> {
                    value(out, name);
                    value(out, inner);
                });
            }
            case List<?> list -> {
                control(out, 11, list.size());
                list.forEach(inner -> value(out, inner));
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }

    private static void control(ByteArrayOutputStream out, int kind, int size) {
        int length = size < 29 ? size : 29;
        if (kind < 8) {
            out.write((kind << 5) | length);
        } else {
            out.write(length);
            out.write(kind - 7);
        }
        if (length == 29) {
            out.write(size - 29);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >> shift));
        }
    }
}
