package dev.headrace.plugin.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Says at the end of a file what is where in it. */
final class Footer {

    /**
     * Longer texts are left out of the statistics: they would make the footer as large as a page.
     */
    private static final int LONGEST_BOUND = 256;

    private Footer() {}

    static FileMetaData of(
            MessageType schema, List<RowGroup> groups, long rows, Map<String, String> notes) {
        var elements = new ArrayList<SchemaElement>();
        var orders = new ArrayList<ColumnOrder>();
        elements.add(new SchemaElement(schema.getName()).setNum_children(schema.getFieldCount()));
        for (org.apache.parquet.schema.Type field : schema.getFields()) {
            elements.add(element(field.asPrimitiveType()));
            orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        }
        var footer =
                new FileMetaData(1, elements, rows, groups)
                        .setCreated_by("headrace")
                        .setColumn_orders(orders);
        new TreeMap<>(notes)
                .forEach((name, value) ->
                        footer.addToKey_value_metadata(new KeyValue(name).setValue(value)));
        return footer;
    }

    /** A column of a row group that begins at a place of the file. */
    static ColumnChunk chunk(ChunkPages pages, long at) {
        int dictionary = pages.dictionary().map(bytes -> bytes.length).orElse(0);
        var encodings =
                pages.encodings().stream().map(one -> Encoding.valueOf(one.name())).toList();
        var meta =
                new ColumnMetaData(
                        type(pages.column().getPrimitiveType()),
                        new ArrayList<>(encodings),
                        List.of(pages.column().getPath()),
                        CompressionCodec.ZSTD,
                        pages.values(),
                        pages.plainBytes(),
                        dictionary + (long) pages.pages().size(),
                        at + dictionary);
        if (dictionary > 0) {
            meta.setDictionary_page_offset(at);
        }
        meta.setStatistics(statistics(pages.statistics()));
        return new ColumnChunk(at).setMeta_data(meta);
    }

    private static org.apache.parquet.format.Statistics statistics(Statistics<?> known) {
        var statistics = new org.apache.parquet.format.Statistics();
        statistics.setNull_count(known.getNumNulls());
        if (known.hasNonNullValue()) {
            byte[] least = known.getMinBytes();
            byte[] most = known.getMaxBytes();
            if (least.length <= LONGEST_BOUND && most.length <= LONGEST_BOUND) {
                statistics.setMin_value(least);
                statistics.setMax_value(most);
            }
        }
        return statistics;
    }

    private static SchemaElement element(PrimitiveType column) {
        var element =
                new SchemaElement(column.getName())
                        .setType(type(column))
                        .setRepetition_type(FieldRepetitionType.OPTIONAL);
        return switch (column.getLogicalTypeAnnotation()) {
            case LogicalTypeAnnotation.StringLogicalTypeAnnotation _ ->
                    element.setConverted_type(ConvertedType.UTF8)
                            .setLogicalType(LogicalType.STRING(new StringType()));
            case LogicalTypeAnnotation.DateLogicalTypeAnnotation _ ->
                    element.setConverted_type(ConvertedType.DATE)
                            .setLogicalType(LogicalType.DATE(new DateType()));
            case LogicalTypeAnnotation.TimestampLogicalTypeAnnotation _ ->
                    element.setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                            .setLogicalType(
                                    LogicalType.TIMESTAMP(
                                            new TimestampType(
                                                    true, TimeUnit.MICROS(new MicroSeconds()))));
            case null -> element;
            default -> throw new IllegalStateException("no such column: " + column);
        };
    }

    private static Type type(PrimitiveType column) {
        return switch (column.getPrimitiveTypeName()) {
            case BINARY -> Type.BYTE_ARRAY;
            case INT64 -> Type.INT64;
            case INT32 -> Type.INT32;
            case DOUBLE -> Type.DOUBLE;
            case BOOLEAN -> Type.BOOLEAN;
            default -> throw new IllegalStateException("no such column: " + column);
        };
    }
}
