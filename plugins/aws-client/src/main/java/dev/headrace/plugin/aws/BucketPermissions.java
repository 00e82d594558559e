package dev.headrace.plugin.aws;

import dev.headrace.sink.Permissions;
import dev.headrace.sink.Permissions.Iam.Statement;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The least that a sink that makes objects must be allowed to do. */
public final class BucketPermissions {

    private static final String ANY_KEY = "arn:aws:kms:*:*:key/*";

    private BucketPermissions() {}

    public static Permissions of(BucketSettings settings) {
        String bucket = arn(settings.place().bucket());
        var statements = new ArrayList<Statement>();
        statements.add(
                new Statement(
                        "WriteObjects",
                        onObjects(settings),
                        List.of(bucket + '/' + settings.place().prefix() + '*')));
        statements.add(new Statement("FindBucket", List.of("s3:ListBucket"), List.of(bucket)));
        if (settings.options().encryption().filter(BucketPermissions::isKms).isPresent()) {
            // Parts and comparisons are read back, which needs Decrypt.
            statements.add(
                    new Statement(
                            "UseKey",
                            List.of("kms:GenerateDataKey", "kms:Decrypt"),
                            List.of(
                                    settings.options()
                                            .kmsKey()
                                            .filter(key -> key.startsWith("arn:"))
                                            .orElse(ANY_KEY))));
        }
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

    private static List<String> onObjects(BucketSettings settings) {
        var actions = new ArrayList<>(List.of("s3:PutObject", "s3:AbortMultipartUpload"));
        if (settings.existing() == BucketSettings.Existing.COMPARE) {
            actions.add("s3:GetObject");
        }
        if (!settings.options().tags().isEmpty()) {
            actions.add("s3:PutObjectTagging");
        }
        if (settings.options().acl().isPresent()) {
            actions.add("s3:PutObjectAcl");
        }
        return actions;
    }

    private static boolean isKms(ServerSideEncryption encryption) {
        return encryption != ServerSideEncryption.AES256;
    }

    private static String arn(String bucket) {
        return bucket.startsWith("arn:") ? bucket : "arn:aws:s3:::" + bucket;
    }
}
