package dev.headrace.athena;

import dev.headrace.athena.LakeTable.Encoding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables in Hive's words, as Athena takes them. */
final class HiveDdl {

    private HiveDdl() {}

    static String database(String name) {
        return "CREATE DATABASE IF NOT EXISTS `" + name + '`';
    }

    static String table(LakeTable table) {
        List<String> columns =
                table.columns().stream()
                        .map(column -> '`' + column.name() + "` string" + comment(column))
                        .toList();
        return "CREATE EXTERNAL TABLE IF NOT EXISTS "
                + table.name().hive()
                + " (\n"
                + SqlText.lines(columns)
                + ")\nCOMMENT "
                + SqlText.comment(table.comment())
                + "\nPARTITIONED BY (`"
                + table.days().name()
                + "` string, `"
                + table.hours().name()
                + "` string)\n"
                + format(table.encoding())
                + "\nLOCATION "
                + SqlText.text(table.location())
                + "\nTBLPROPERTIES (\n"
                + SqlText.lines(properties(table))
                + ")";
    }

    private static String comment(LakeTable.TextColumn column) {
        return column.comment().isEmpty() ? "" : " COMMENT " + SqlText.comment(column.comment());
    }

    private static String format(Encoding encoding) {
        return switch (encoding) {
            case JSON ->
                    """
                    ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
                    STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
                    OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'\
                    """;
            case LINE -> "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\001'\nSTORED AS TEXTFILE";
        };
    }

    private static List<String> properties(LakeTable table) {
        Projection.Days days = table.days();
        String day = "projection." + days.name();
        String hour = "projection." + table.hours().name();
        var properties =
                new TreeMap<>(
                        Map.ofEntries(
                                Map.entry("projection.enabled", "true"),
                                Map.entry(day + ".type", "date"),
                                Map.entry(day + ".format", days.format()),
                                Map.entry(day + ".range", days.from() + ',' + days.until()),
                                Map.entry(day + ".interval", "1"),
                                Map.entry(day + ".interval.unit", "DAYS"),
                                Map.entry(hour + ".type", "integer"),
                                Map.entry(hour + ".range", "0,23"),
                                Map.entry(hour + ".digits", "2"),
                                Map.entry("storage.location.template", table.template())));
        return properties.entrySet().stream()
                .map(property ->
                        SqlText.text(property.getKey()) + " = " + SqlText.text(property.getValue()))
                .toList();
    }
}
