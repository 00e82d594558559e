package dev.headrace.plugin.firehose;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** S3Proxy over a folder, in a JVM of its own: what the imitation of Firehose delivers to. */
public final class S3Proxy implements AutoCloseable, ImitationFirehose.Bucket {

    public static final String BUCKET = "example-lake";
    public static final String KEY_ID = "AKIDEXAMPLE";
    public static final String SECRET = "not-for-eyes-in-s3";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path bucket;
    private final URI address;

    private S3Proxy(Process process, Path bucket, URI address) {
        this.process = process;
        this.bucket = bucket;
        this.address = address;
    }

    /**
     * Starts it with one empty bucket.
     *
     * @param jars the folder of its jars
     * @param folder an empty one, for its data
     */
    public static S3Proxy start(Path jars, Path folder) throws IOException {
        Path data = folder.resolve("data").toAbsolutePath();
        Path bucket = Files.createDirectories(data.resolve(BUCKET));
        URI address = URI.create("http://127.0.0.1:" + freePort());
        Files.writeString(
                folder.resolve("s3proxy.conf"),
                """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """
                        .formatted(address, KEY_ID, SECRET, data));
        Files.writeString(
                folder.resolve("logback.xml"),
                "<configuration><root level=\"WARN\"/></configuration>");
        Path all = jars.toAbsolutePath();
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        all.resolve("jackson-annotations.jar")
                                + File.pathSeparator
                                + all.resolve("s3proxy-jar-with-dependencies.jar"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        "s3proxy.conf");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var proxy = new S3Proxy(process, bucket, address);
        try {
            await("S3Proxy, see " + folder)
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> proxy.answers() || !process.isAlive());
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
        return proxy;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public URI address() {
        return address;
    }

    private boolean answers() throws InterruptedException {
        try {
            client.send(
                    HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts an object into the bucket, as a client of S3 does. */
    @Override
    public void put(String key, byte[] content) throws IOException, InterruptedException {
        String path = '/' + BUCKET + '/' + key;
        String hash = SigV4.hash(content);
        String date = DATE.format(Clock.systemUTC().instant());
        var headers =
                new TreeMap<>(
                        Map.of(
                                "host", address.getAuthority(),
                                "x-amz-content-sha256", hash,
                                "x-amz-date", date));
        String authorization =
                new SigV4(SECRET, date, "us-east-1", "s3")
                        .authorization(KEY_ID, "PUT", path, headers, hash);
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .header("Authorization", authorization)
                                .header("x-amz-content-sha256", hash)
                                .header("x-amz-date", date)
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("S3Proxy says " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** The keys of all objects, sorted. */
    List<String> keys() throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The lines of all objects, in the order of their keys. */
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (String key : keys()) {
            byte[] zipped = Files.readAllBytes(bucket.resolve(key));
            try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                lines.addAll(List.of(text.split("\n")));
            }
        }
        return lines;
    }

    /** Takes every object away. */
    void clear() throws IOException {
        for (String key : keys()) {
            Files.delete(bucket.resolve(key));
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
        process.onExit().join();
    }
}
