package dev.headrace.plugin.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** S3Proxy over a folder: checks signatures and conditions. Its objects are read as files. */
public final class S3Proxy implements AutoCloseable {

    public static final String BUCKET = "example-lake";
    public static final String ACCESS_KEY = "AKIDEXAMPLE";
    public static final String SECRET = "not-for-eyes-in-s3";

    /** What S3Proxy puts behind a key until the object is whole. */
    private static final Pattern UNFINISHED =
            Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private final ServerProcess process;
    private final Path bucket;

    private S3Proxy(ServerProcess process, Path bucket) {
        this.process = process;
        this.bucket = bucket;
    }

    /** Starts it below target, with one empty bucket. */
    public static S3Proxy start() throws IOException {
        Path folder =
                Files.createTempDirectory(
                        Files.createDirectories(Path.of("target/s3proxy")).toAbsolutePath(), "t");
        Path bucket = Files.createDirectories(folder.resolve("data/" + BUCKET));
        int port = ServerProcess.freePort();
        Files.writeString(
                folder.resolve("s3proxy.conf"),
                """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                s3proxy.ignore-unknown-headers=true
                """
                        .formatted(port, ACCESS_KEY, SECRET, bucket.getParent()));
        Files.writeString(
                folder.resolve("logback.xml"),
                "<configuration><root level=\"WARN\"/></configuration>");
        String classPath =
                ServerProcess.JARS.resolve("jackson-annotations.jar")
                        + System.getProperty("path.separator")
                        + ServerProcess.JARS.resolve("s3proxy-jar-with-dependencies.jar");
        return new S3Proxy(
                ServerProcess.start(
                        folder,
                        port,
                        List.of(
                                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                                "-cp",
                                classPath,
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                "s3proxy.conf")),
                bucket);
    }

    /** The settings of an s3 sink that lead there, beside others. */
    public Map<String, String> config(String... others) {
        return config(process.port(), others);
    }

    public static Map<String, String> config(int port, String... others) {
        Map<String, String> config = way(port, others);
        config.putIfAbsent("bucket", BUCKET);
        return config;
    }

    /** The settings that lead there without the bucket's name, beside others. */
    public static Map<String, String> way(int port, String... others) {
        var config = new TreeMap<String, String>();
        config.put("region", "us-east-1");
        config.put("endpoint", "http://127.0.0.1:" + port);
        config.put("path-style", "true");
        config.put("access-key-id", ACCESS_KEY);
        config.put("secret-access-key", SECRET);
        for (int i = 0; i < others.length; i += 2) {
            config.put(others[i], others[i + 1]);
        }
        return config;
    }

    /** Where the bucket's objects lie, as files of their keys. */
    public Path folder() {
        return bucket;
    }

    public URI address() {
        return URI.create(process.endpoint());
    }

    public int port() {
        return process.port();
    }

    /** The keys of all objects, sorted; what S3Proxy is still writing is none. */
    public List<String> keys() throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .filter(key -> !key.startsWith(".mpus-"))
                    .filter(key -> !UNFINISHED.matcher(key).find())
                    .sorted()
                    .toList();
        }
    }

    public byte[] bytes(String key) throws IOException {
        return Files.readAllBytes(bucket.resolve(key));
    }

    public void put(String key, String content) throws IOException {
        Path file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Removes every object. */
    public void clear() throws IOException {
        Files.walkFileTree(
                bucket,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public void close() {
        process.close();
    }
}
