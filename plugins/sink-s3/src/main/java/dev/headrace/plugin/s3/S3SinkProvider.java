package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.BucketPermissions;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Lake;
import dev.headrace.sink.LakeProvider;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes sinks of type {@code s3}. */
public final class S3SinkProvider implements SinkProvider, LakeProvider {

    private static final Pattern PLACE = Pattern.compile("s3://([^/]+)(?:/(.*))?");

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return S3Fields.SPEC;
    }

    @Override
    public Sink create(SinkConfig config) {
        return new S3Sink(S3Settings.from(config));
    }

    @Override
    public Permissions permissions(SinkConfig config) {
        return BucketPermissions.of(S3Settings.from(config).bucket());
    }

    @Override
    public Optional<Map<String, String>> settingsOf(String place) {
        Matcher matcher = PLACE.matcher(place);
        return matcher.matches()
                ? Optional.of(
                        Map.of(
                                "bucket",
                                matcher.group(1),
                                "prefix",
                                Optional.ofNullable(matcher.group(2)).orElse("")))
                : Optional.empty();
    }

    @Override
    public Lake lake(SinkConfig config) {
        return new S3Lake(S3Settings.from(config));
    }
}
