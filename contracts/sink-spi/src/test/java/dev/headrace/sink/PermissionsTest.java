package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Permissions.Iam.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PermissionsTest {

    @Test
    void writesAPolicyDocumentThatPeopleCanPaste() {
        var permissions =
                new Permissions.Iam(
                        List.of(
                                new Statement(
                                        "WriteObjects",
                                        List.of("s3:PutObject", "s3:AbortMultipartUpload"),
                                        List.of("arn:aws:s3:::example-lake/events/*")),
                                new Statement(
                                        "UseKey",
                                        List.of("kms:GenerateDataKey"),
                                        List.of("arn:aws:kms:eu-west-1:111122223333:key/1"),
                                        Map.of(
                                                "StringEquals",
                                                Map.of(
                                                        "kms:ViaService",
                                                        List.of("s3.eu-west-1.amazonaws.com"))))));

        assertThat(permissions.json())
                .isEqualTo(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [
                            {
                              "Sid": "WriteObjects",
                              "Effect": "Allow",
                              "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
                              "Resource": "arn:aws:s3:::example-lake/events/*"
                            },
                            {
                              "Sid": "UseKey",
                              "Effect": "Allow",
                              "Action": "kms:GenerateDataKey",
                              "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1",
                              "Condition": {
                                "StringEquals": {
                                  "kms:ViaService": "s3.eu-west-1.amazonaws.com"
                                }
                              }
                            }
                          ]
                        }\
                        """);
    }

    @Test
    void writesAnyTextAsJson() {
        String odd = "a \"quote\", a \\, a\ttab, a\nline, \u0001 and é𝄞";

        assertThat(JsonMapper.shared().readTree(JsonWriting.of(Map.of("odd", odd))))
                .isEqualTo(JsonMapper.shared().createObjectNode().put("odd", odd));
    }

    @Test
    void refusesAStatementThatAllowsNothingOrThatIamWouldRefuse() {
        assertThatThrownBy(() -> new Statement("Nothing", List.of(), List.of("*")))
                .hasMessage("Nothing allows nothing");
        assertThatThrownBy(() -> new Statement("Nowhere", List.of("s3:PutObject"), List.of()))
                .hasMessage("Nowhere allows nothing");
        assertThatThrownBy(() -> new Statement("two words", List.of("a:b"), List.of("*")))
                .hasMessage("not letters and digits: two words");
    }
}
