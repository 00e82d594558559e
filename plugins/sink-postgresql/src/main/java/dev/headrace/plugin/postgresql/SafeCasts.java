package dev.headrace.plugin.postgresql;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Functions in the sink's schema that turn a member of an event into a value of a type. What does
 * not fit becomes null and never an error. PostgreSQL's own casts raise errors, and those of times
 * are not immutable, which a generated column asks for.
 */
final class SafeCasts {

    private static final String HEAD =
            "CREATE OR REPLACE FUNCTION %s(%s) RETURNS %s"
                    + " LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS ";

    private static final String BIGINT =
            """
            $$
            DECLARE
                n numeric;
            BEGIN
                IF jsonb_typeof(value) = 'number' THEN
                    n := value::numeric;
                    IF n BETWEEN -9223372036854775808 AND 9223372036854775807 AND n = trunc(n) THEN
                        RETURN n;
                    END IF;
                END IF;
                RETURN NULL;
            END
            $$
            """;

    /** Of the smallest numbers the cast would raise an error, where zero is the nearest double. */
    private static final String DOUBLE =
            """
            $$
            DECLARE
                n numeric;
            BEGIN
                IF jsonb_typeof(value) = 'number' THEN
                    n := value::numeric;
                    IF abs(n) < 1e-323 THEN
                        RETURN 0;
                    ELSIF abs(n) <= 1.7976931348623157e308 THEN
                        RETURN n;
                    END IF;
                END IF;
                RETURN NULL;
            END
            $$
            """;

    private static final String DATE =
            """
            $$
            DECLARE
                part text[] := regexp_match(value, '^([0-9]{4})-([0-9]{2})-([0-9]{2})$');
                first date;
                day date;
            BEGIN
                IF part IS NULL OR part[1] = '0000' OR part[2]::int NOT BETWEEN 1 AND 12 THEN
                    RETURN NULL;
                END IF;
                first := make_date(part[1]::int, part[2]::int, 1);
                day := first + (part[3]::int - 1);
                RETURN CASE WHEN date_trunc('month', day::timestamp) = first::timestamp THEN day END;
            END
            $$
            """;

    /** RFC 3339; of the second's fraction six digits count, the rest is cut off. */
    private static final String TIMESTAMPTZ =
            """
            $$
            DECLARE
                part text[] := regexp_match(value,
                    '^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})'
                    '(?:\\.([0-9]{1,6})[0-9]*)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$');
                day date;
                ahead int := 0;
            BEGIN
                IF part IS NULL THEN
                    RETURN NULL;
                END IF;
                day := %s(part[1]);
                IF day IS NULL OR part[2]::int > 23 OR part[3]::int > 59 OR part[4]::int > 60 THEN
                    RETURN NULL;
                END IF;
                IF part[6] IS NOT NULL THEN
                    IF part[7]::int > 23 OR part[8]::int > 59 THEN
                        RETURN NULL;
                    END IF;
                    ahead := (part[6] || '1')::int * (part[7]::int * 60 + part[8]::int);
                END IF;
                RETURN (day::timestamp
                    + make_interval(
                        hours => part[2]::int,
                        mins => part[3]::int - ahead,
                        secs => (part[4] || '.' || coalesce(part[5], '0'))::double precision))
                    AT TIME ZONE 'UTC';
            END
            $$
            """;

    private SafeCasts() {}

    /** Calls the function that makes a type, with an expression of what it takes. */
    static String call(String schema, SqlType type, String expression) {
        return function(schema, type) + expression;
    }

    /** Makes the functions, or those of them that an older Headrace did not have. */
    static void make(OwnerSession owner, String schema) throws SQLException {
        owner.executeAll(commands(schema));
    }

    private static List<String> commands(String schema) {
        return List.of(
                head(schema, SqlType.BIGINT, "value jsonb") + BIGINT,
                head(schema, SqlType.DOUBLE, "value jsonb") + DOUBLE,
                head(schema, SqlType.DATE, "value text") + DATE,
                head(schema, SqlType.TIMESTAMPTZ, "value text")
                        + TIMESTAMPTZ.formatted(function(schema, SqlType.DATE)));
    }

    private static String head(String schema, SqlType type, String parameter) {
        return HEAD.formatted(function(schema, type), parameter, type.spelling());
    }

    private static String function(String schema, SqlType type) {
        return SqlText.name(schema, "headrace$" + type.name().toLowerCase(Locale.ROOT));
    }
}
