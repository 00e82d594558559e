package dev.headrace.plugin.firehose;

import dev.headrace.sink.Permissions;
import dev.headrace.sink.Permissions.Iam.Statement;
import java.util.ArrayList;
import java.util.List;

/** The least that a firehose sink must be allowed to do. */
final class FirehosePermissions {

    private FirehosePermissions() {}

    static Permissions of(FirehoseSettings settings) {
        String region = settings.aws().region().map(Object::toString).orElse("*");
        String stream = "arn:aws:firehose:" + region + ":*:deliverystream/" + settings.streamName();
        var statements = new ArrayList<Statement>();
        statements.add(
                new Statement(
                        "PutRecords",
                        List.of("firehose:PutRecordBatch", "firehose:DescribeDeliveryStream"),
                        List.of(stream)));
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
}
