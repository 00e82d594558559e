package dev.headrace.sink;

import java.util.List;
import java.util.Map;

/**
 * The least that a sink must be allowed to do at its target: what an administrator is handed. A
 * sink that reports a missing permission names it in the same words.
 */
public sealed interface Permissions {

    /** The target has no permissions that could be written down, or the plugin tells of none. */
    record None() implements Permissions {}

    /**
     * An IAM policy of AWS.
     *
     * @param statements what is allowed; nothing else is
     */
    record Iam(List<Statement> statements) implements Permissions {

        /**
         * One <em>Allow</em>.
         *
         * @param sid what it is for, in letters and digits: {@code WriteObjects}
         * @param actions for example {@code s3:PutObject}; no wildcards
         * @param resources ARNs, as narrow as the settings allow
         * @param conditions operator, then key and values: {@code StringEquals} to {@code
         *     kms:ViaService} to its values; empty for most
         */
        public record Statement(
                String sid,
                List<String> actions,
                List<String> resources,
                Map<String, Map<String, List<String>>> conditions) {

            public Statement {
                if (!sid.matches("[A-Za-z0-9]+")) {
                    throw new IllegalArgumentException("not letters and digits: " + sid);
                }
                if (actions.isEmpty() || resources.isEmpty()) {
                    throw new IllegalArgumentException(sid + " allows nothing");
                }
                actions = List.copyOf(actions);
                resources = List.copyOf(resources);
                conditions = Map.copyOf(conditions);
            }

            /** Without conditions. */
            public Statement(String sid, List<String> actions, List<String> resources) {
                this(sid, actions, resources, Map.of());
            }
        }

        public Iam {
            statements = List.copyOf(statements);
        }

        /** The policy document, ready to be pasted. */
        public String json() {
            return IamDocument.of(this);
        }
    }

    /**
     * Commands in the target's own language, for example SQL grants.
     *
     * @param language the word behind a Markdown fence: {@code sql}, {@code sh}, {@code json}
     * @param text the commands, with names from the settings and no secrets
     */
    record Commands(String language, String text) implements Permissions {}
}
