package dev.headrace.plugin.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** The compressed pages of one column of one row group, until the group is written. */
final class ChunkPages implements PageWriter {

    private final ColumnDescriptor column;
    private final int level;
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    private final Statistics<?> statistics;
    private Optional<byte[]> dictionary = Optional.empty();
    private long values;
    private long plainBytes;

    ChunkPages(ColumnDescriptor column, int level) {
        this.column = column;
        this.level = level;
        this.statistics = Statistics.createStats(column.getPrimitiveType());
    }

    ColumnDescriptor column() {
        return column;
    }

    /** The dictionary's page, which comes before the others. */
    Optional<byte[]> dictionary() {
        return dictionary;
    }

    ByteArrayOutputStream pages() {
        return pages;
    }

    Set<Encoding> encodings() {
        return encodings;
    }

    Statistics<?> statistics() {
        return statistics;
    }

    long values() {
        return values;
    }

    /** The pages with their headers, as they would be without compression. */
    long plainBytes() {
        return plainBytes;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> pageStatistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        byte[] compressed = Zstandard.compress(bytes, level);
        var data = new DataPageHeader(valueCount, of(encoding), of(definition), of(repetition));
        var header =
                new PageHeader(
                        PageType.DATA_PAGE, Math.toIntExact(bytes.size()), compressed.length);
        header.setData_page_header(data);
        int before = pages.size();
        Util.writePageHeader(header, pages);
        plainBytes += pages.size() - before + bytes.size();
        pages.write(compressed);
        values += valueCount;
        statistics.mergeStatistics(pageStatistics);
        encodings.addAll(Set.of(repetition, definition));
        encodings.add(encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> pageStatistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, pageStatistics, repetition, definition, encoding);
    }

    /** This is the one that the library calls. */
    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> pageStatistics,
            SizeStatistics sizes,
            GeospatialStatistics places,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, pageStatistics, repetition, definition, encoding);
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetitionLevels,
            BytesInput definitionLevels,
            Encoding dataEncoding,
            BytesInput data,
            Statistics<?> pageStatistics) {
        throw new UnsupportedOperationException("files are written with pages of the first kind");
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        byte[] compressed = Zstandard.compress(page.getBytes(), level);
        var header =
                new PageHeader(
                        PageType.DICTIONARY_PAGE, page.getUncompressedSize(), compressed.length);
        header.setDictionary_page_header(
                new DictionaryPageHeader(page.getDictionarySize(), of(page.getEncoding())));
        var whole = new ByteArrayOutputStream();
        Util.writePageHeader(header, whole);
        plainBytes += whole.size() + page.getUncompressedSize();
        whole.write(compressed);
        dictionary = Optional.of(whole.toByteArray());
        encodings.add(page.getEncoding());
    }

    @Override
    public long getMemSize() {
        return pages.size();
    }

    @Override
    public long allocatedSize() {
        return pages.size();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + pages.size() + " bytes";
    }

    private static org.apache.parquet.format.Encoding of(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }
}
