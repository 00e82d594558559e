package dev.headrace.plugin.firehose;

import dev.headrace.plugin.aws.S3Proxy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What the imitation of Firehose delivers to: the bucket of an S3Proxy, put as a client does. */
public final class LakeBucket implements AutoCloseable, ImitationFirehose.Bucket {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HttpClient client = HttpClient.newHttpClient();
    private final S3Proxy server;

    private LakeBucket(S3Proxy server) {
        this.server = server;
    }

    /** Starts a server with one empty bucket. */
    public static LakeBucket start() throws IOException {
        return new LakeBucket(S3Proxy.start());
    }

    public URI address() {
        return server.address();
    }

    /** Puts an object, signed. */
    @Override
    public void put(String key, byte[] content) throws IOException, InterruptedException {
        String path = '/' + S3Proxy.BUCKET + '/' + key;
        String hash = SigV4.hash(content);
        String date = DATE.format(Clock.systemUTC().instant());
        var headers =
                new TreeMap<>(
                        Map.of(
                                "host", address().getAuthority(),
                                "x-amz-content-sha256", hash,
                                "x-amz-date", date));
        String authorization =
                new SigV4(S3Proxy.SECRET, date, "us-east-1", "s3")
                        .authorization(S3Proxy.ACCESS_KEY, "PUT", path, headers, hash);
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(address().resolve(path))
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
        return server.keys();
    }

    /** The lines of all objects, in the order of their keys. */
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (String key : server.keys()) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(server.bytes(key)))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                lines.addAll(List.of(text.split("\n")));
            }
        }
        return lines;
    }

    /** Takes every object away. */
    void clear() throws IOException {
        server.clear();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
