package dev.headrace.plugin.aws;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * What every object is given beside its content.
 *
 * @param contentType what the object is
 * @param encryption at the target; empty is what the bucket says
 * @param kmsKey the key, for {@code aws:kms}; empty is the account's own
 * @param bucketKey whether KMS is asked once for many objects
 * @param storageClass empty is what the bucket says
 * @param acl a canned ACL; empty for buckets that have none, as is usual today
 * @param tags the object's tags
 */
public record ObjectOptions(
        String contentType,
        Optional<ServerSideEncryption> encryption,
        Optional<String> kmsKey,
        BucketKey bucketKey,
        Optional<StorageClass> storageClass,
        Optional<String> acl,
        Map<String, String> tags) {

    /** Whether a bucket key is asked for. */
    public enum BucketKey {
        AS_THE_BUCKET_SAYS,
        USED
    }

    public ObjectOptions {
        tags = Map.copyOf(tags);
    }

    void on(PutObjectRequest.Builder request) {
        request.contentType(contentType);
        encryption.ifPresent(request::serverSideEncryption);
        kmsKey.ifPresent(request::ssekmsKeyId);
        if (bucketKey == BucketKey.USED) {
            request.bucketKeyEnabled(true);
        }
        storageClass.ifPresent(request::storageClass);
        acl.ifPresent(request::acl);
        if (!tags.isEmpty()) {
            request.tagging(tagging());
        }
    }

    void on(CreateMultipartUploadRequest.Builder request) {
        request.contentType(contentType);
        encryption.ifPresent(request::serverSideEncryption);
        kmsKey.ifPresent(request::ssekmsKeyId);
        if (bucketKey == BucketKey.USED) {
            request.bucketKeyEnabled(true);
        }
        storageClass.ifPresent(request::storageClass);
        acl.ifPresent(request::acl);
        if (!tags.isEmpty()) {
            request.tagging(tagging());
        }
    }

    private Tagging tagging() {
        return Tagging.builder()
                .tagSet(
                        tags.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(tag -> tag(tag.getKey(), tag.getValue()))
                                .toList())
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
