package dev.headrace.plugin.kinesis;

import dev.headrace.sink.ConfigException.Problem;

import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which data stream.
 *
 * @param text its name, or its ARN where it belongs to another account
 */
record StreamName(String text) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern ARN =
            Pattern.compile("arn:[\\w-]+:kinesis:[\\w-]+:\\d{12}:stream/[a-zA-Z0-9_.-]{1,128}");

    static StreamName read(String text, List<Problem> problems) {
        if (!NAME.matcher(text).matches() && !ARN.matcher(text).matches()) {
            problems.add(
                    new Problem(
                            "stream-name",
                            "is neither the name of a data stream (letters, digits, '_', '.' and"
                                    + " '-', at most 128) nor its ARN"));
        }
        return new StreamName(text);
    }

    boolean isArn() {
        return text.startsWith("arn:");
    }

    PutRecordsRequest.Builder putRecords() {
        PutRecordsRequest.Builder request = PutRecordsRequest.builder();
        return isArn() ? request.streamARN(text) : request.streamName(text);
    }

    DescribeStreamSummaryRequest describe() {
        DescribeStreamSummaryRequest.Builder request = DescribeStreamSummaryRequest.builder();
        return (isArn() ? request.streamARN(text) : request.streamName(text)).build();
    }
}
