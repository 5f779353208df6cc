package io.keqing.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// The XML of one sheet, already compressed as the package will hold it, so that it is copied into the package and not
/// compressed again. Level 1: a third of the time of the usual level for a file that is about a quarter larger.
final class SheetPart extends OutputStream {
    private final Draft draft;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final DeflaterOutputStream compressed;
    private final CRC32 check = new CRC32();
    private long size;
    private long compressedSize;

    SheetPart(Path drafts) throws IOException {
        draft = Draft.in(drafts);
        compressed = new DeflaterOutputStream(Channels.newOutputStream(draft.channel()), deflater, 1 << 16);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        check.update(bytes, from, length);
        size += length;
        compressed.write(bytes, from, length);
    }

    /// No more is written; the compressor's own memory is given back.
    void end() throws IOException {
        compressed.finish();
        compressedSize = draft.bytes();
        deflater.end();
    }

    void copyTo(ZipArchiveOutputStream zip, String name) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(ZipArchiveEntry.DEFLATED);
        entry.setCrc(check.getValue());
        entry.setSize(size);
        entry.setCompressedSize(compressedSize);
        zip.addRawArchiveEntry(entry, draft.read());
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        draft.close();
    }
}
