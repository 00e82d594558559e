package dev.headrace.plugin.parquet;

import com.github.luben.zstd.Zstd;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * The sink beside parquet-java's own {@code ParquetWriter}, in pairs that alternate. Both read the
 * JSON of the same records into the same columns, encode, compress with zstd of the same level,
 * write one file a batch and force it, all of that within the measured time.
 *
 * <p>Arguments: the folder to write to, and optionally the number of pairs.
 */
final class ParquetBenchmark {

    private static final int BATCHES = 5;
    private static final int RECORDS = 20_000;
    private static final int LEVEL = 3;
    private static final String SCHEMA =
            """
            {"type":"object","properties":{"app":{"type":"string"},"stage":{"type":"string"},
             "type":{"type":"string"},"value":{"type":"integer"},"ratio":{"type":"number"},
             "eventTime":{"type":"string","format":"date-time"},
             "tags":{"type":"object","properties":{"path":{"type":"string"},
              "browser":{"type":"string"},"session":{"type":"string"}}}}}
            """;

    private final StreamContract contract = SampleContext.contract("benchmark", SCHEMA);
    private final SampleBatch batch = SampleBatch.of("b", RECORDS, ParquetBenchmark::event);

    public static void main(String[] arguments) throws Exception {
        var benchmark = new ParquetBenchmark();
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        benchmark.run(Path.of(arguments[0]), pairs);
    }

    private void run(Path folder, int pairs) throws Exception {
        double[] ratios = new double[pairs];
        for (int pair = -1; pair < pairs; pair++) { // the first warms up
            double sink = bySink(folder.resolve("sink-" + pair));
            double bare = byLibrary(Files.createDirectories(folder.resolve("bare-" + pair)));
            System.out.printf(
                    Locale.ROOT,
                    "sink %,.0f events/s, library %,.0f events/s%n",
                    BATCHES * RECORDS / sink,
                    BATCHES * RECORDS / bare);
            if (pair >= 0) {
                ratios[pair] = bare / sink;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "sink to library, median of %d: %.2f (%.2f to %.2f)%n",
                pairs,
                ratios[pairs / 2],
                ratios[0],
                ratios[pairs - 1]);
    }

    private static SampleRecord event(int number) {
        return SampleRecord.of(
                "benchmark",
                "e-" + number,
                """
                {"app":"example-app","stage":"PROD","type":"PAGE_VIEW","value":%d,"ratio":%s,\
                "eventTime":"2026-11-22T09:00:00.000Z","tags":{"path":"/%d","browser":"firefox",\
                "session":"s-%d"}}\
                """
                        .formatted(number, number / 7.0, number * 7919L, number * 104_729L));
    }

    private double bySink(Path folder) throws Exception {
        var provider = new ParquetSinkProvider();
        Map<String, String> settings =
                Map.of("path", folder.toString(), "compression-level", Integer.toString(LEVEL));
        try (Sink sink = provider.create(provider.config().parse(settings))) {
            sink.open(SampleContext.of(folder, contract));
            long start = System.nanoTime();
            for (int number = 0; number < BATCHES; number++) {
                sink.write(
                        new SampleBatch(
                                "b-" + number,
                                batch.group(),
                                1,
                                batch.deadline(),
                                batch.records()));
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private double byLibrary(Path folder) throws IOException {
        Table table = Table.of(contract);
        long start = System.nanoTime();
        for (int number = 0; number < BATCHES; number++) {
            Path file = folder.resolve("b-" + number + ".parquet");
            try (ParquetWriter<SinkRecord> writer = new Library(file, table).build()) {
                for (SinkRecord record : batch) {
                    writer.write(record);
                }
            }
            try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                written.force(true);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** The library's writer with the sink's settings. */
    private static final class Library extends ParquetWriter.Builder<SinkRecord, Library> {

        private final Table table;

        Library(Path file, Table table) {
            super((OutputFile) new LocalOutputFile(file));
            this.table = table;
            withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new ZstandardCodecs())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                    .withRowGroupSize(ParquetOutput.GROUP_BYTES);
        }

        @Override
        protected Library self() {
            return this;
        }

        @Override
        protected WriteSupport<SinkRecord> getWriteSupport(ParquetConfiguration settings) {
            return new Cells(table);
        }

        @Override
        @Deprecated
        protected WriteSupport<SinkRecord> getWriteSupport(
                org.apache.hadoop.conf.Configuration settings) {
            return new Cells(table);
        }
    }

    /** Hands a record's values to the library, column by column. */
    private static final class Cells extends WriteSupport<SinkRecord> {

        private final Table table;
        private final Row row;
        private RecordConsumer to;

        @SuppressWarnings("NullAway") // the library prepares before it writes
        Cells(Table table) {
            this.table = table;
            this.row = new Row(table);
        }

        @Override
        public WriteContext init(ParquetConfiguration settings) {
            return new WriteContext(table.schema(), Map.of());
        }

        @Override
        @Deprecated
        public WriteContext init(org.apache.hadoop.conf.Configuration settings) {
            return new WriteContext(table.schema(), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            to = consumer;
        }

        @Override
        public void write(SinkRecord record) {
            row.take(record);
            to.startMessage();
            for (int column = 0; column < table.columns().size(); column++) {
                Object value = row.value(column);
                if (value != null) {
                    String name = table.columns().get(column).name();
                    to.startField(name, column);
                    cell(value);
                    to.endField(name, column);
                }
            }
            to.endMessage();
        }

        private void cell(Object value) {
            switch (value) {
                case Binary text -> to.addBinary(text);
                case Long number -> to.addLong(number);
                case Integer number -> to.addInteger(number);
                case Double number -> to.addDouble(number);
                case Boolean truth -> to.addBoolean(truth);
                default -> throw new IllegalStateException("no such value");
            }
        }
    }

    /** The same zstd; the library's own way to it needs a whole Hadoop. */
    private static final class ZstandardCodecs implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput page) throws IOException {
                    return BytesInput.from(Zstd.compress(page.toByteArray(), LEVEL));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return name;
                }

                @Override
                public void release() {
                    // Nothing is held.
                }
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException("nothing is read");
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
