package dev.headrace.sink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes permissions as an IAM policy document. */
final class IamDocument {

    private static final String POLICY_LANGUAGE = "2012-10-17";

    private IamDocument() {}

    static String of(Permissions.Iam permissions) {
        var document = new LinkedHashMap<String, Object>();
        document.put("Version", POLICY_LANGUAGE);
        document.put(
                "Statement",
                permissions.statements().stream().map(IamDocument::statement).toList());
        return JsonWriting.of(document);
    }

    private static Map<String, Object> statement(Permissions.Iam.Statement statement) {
        var members = new LinkedHashMap<String, Object>();
        members.put("Sid", statement.sid());
        members.put("Effect", "Allow");
        members.put("Action", oneOrMore(statement.actions()));
        members.put("Resource", oneOrMore(statement.resources()));
        if (!statement.conditions().isEmpty()) {
            var conditions = new TreeMap<String, Object>();
            statement
                    .conditions()
                    .forEach((operator, keys) -> conditions.put(operator, values(keys)));
            members.put("Condition", conditions);
        }
        return members;
    }

    private static Map<String, Object> values(Map<String, List<String>> keys) {
        var values = new TreeMap<String, Object>();
        keys.forEach((key, allowed) -> values.put(key, oneOrMore(allowed)));
        return values;
    }

    private static Object oneOrMore(List<String> texts) {
        return texts.size() == 1 ? texts.getFirst() : texts;
    }
}
