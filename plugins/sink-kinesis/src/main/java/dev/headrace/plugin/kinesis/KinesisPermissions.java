package dev.headrace.plugin.kinesis;

import dev.headrace.sink.Permissions;
import dev.headrace.sink.Permissions.Iam.Statement;

import software.amazon.awssdk.regions.Region;

import java.util.ArrayList;
import java.util.List;

/** The least that a kinesis sink must be allowed to do. */
final class KinesisPermissions {

    private KinesisPermissions() {}

    static Permissions of(KinesisSettings settings) {
        var statements = new ArrayList<Statement>();
        statements.add(
                new Statement(
                        "WriteStream",
                        List.of("kinesis:PutRecords", "kinesis:DescribeStreamSummary"),
                        List.of(arn(settings))));
        settings.aws()
                .role()
                .ifPresent(role ->
                        statements.add(
                                new Statement(
                                        "AssumeRole",
                                        List.of("sts:AssumeRole"),
                                        List.of(role.arn()))));
        return new Permissions.Iam(statements);
    }

    private static String arn(KinesisSettings settings) {
        String region = settings.aws().region().map(Region::id).orElse("*");
        return settings.stream().isArn()
                ? settings.stream().text()
                : "arn:aws:kinesis:" + region + ":*:stream/" + settings.stream().text();
    }
}
