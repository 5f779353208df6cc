package io.keqing.importing.file;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Sheets in one XML document, read event by event by a parser that knows no DTD. What stands in the
/// names and texts of elements is limited, and so is how deep they are nested.
abstract class XmlSheets implements SheetParser {
    private static final XMLInputFactory XML = factory();
    private static final int DEEPEST = 500;

    /// Counts the bytes that were read of the file, in proportion where it is packed.
    interface Progress {
        long bytes();
    }

    final XMLStreamReader xml;
    final CountedNotes notes = new CountedNotes();
    final SheetRow row;
    final int longest;
    private final PacedReader in;
    private final Progress progress;
    private final String fileName;
    private int depth;
    private long line;

    XmlSheets(Reader in, Progress progress, String fileName, ImportSettings settings) throws IOException {
        this.in = new PacedReader(in, settings.longestRecord(), fileName);
        this.progress = progress;
        this.fileName = fileName;
        this.longest = settings.longestRecord();
        this.row = new SheetRow(longest, notes);
        try {
            this.xml = XML.createXMLStreamReader(this.in);
        } catch (XMLStreamException e) {
            in.close();
            throw damaged(e);
        } catch (RuntimeException e) {
            in.close();
            throw e instanceof InvalidFile ? e : damaged(e);
        }
    }

    private static XMLInputFactory factory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.configureForSpeed();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private InvalidFile damaged(Exception e) {
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidFile(
                fileName + " is a damaged workbook" + (line > 0 ? ", after row " + line : "") + ": " + what, line, "");
    }

    @Override
    public final boolean nextSheet() throws IOException {
        while (nextRow() != null) {
            // over what is left of the sheet before
        }
        notes.clear();
        row.clear();
        line = 0;
        return Boolean.TRUE.equals(guarded(this::readSheet));
    }

    @Override
    public final @Nullable Row nextRow() throws IOException {
        Row next = guarded(this::readRow);
        line = next == null ? line : next.line();
        return next;
    }

    abstract Boolean readSheet() throws XMLStreamException, IOException;

    /// Null where no sheet is at hand, too.
    abstract @Nullable Row readRow() throws XMLStreamException, IOException;

    private interface Reading<T> {
        @Nullable
        T read() throws XMLStreamException, IOException;
    }

    private <T> @Nullable T guarded(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (XMLStreamException e) {
            // the parser packs what its input throws
            if (e.getNestedException() instanceof IOException io
                    && !(io instanceof ZipException || io instanceof EOFException)) {
                throw io;
            }
            throw damaged(e);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            // the parser trips over bytes that are no XML at all
            throw damaged(e);
        }
    }

    /// The next event.
    final int next() throws XMLStreamException {
        in.mark();
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth > DEEPEST) {
                    throw new InvalidFile(fileName + " nests its elements deeper than " + DEEPEST
                            + ", which no workbook does; it is not read");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new InvalidFile(
                        fileName + " holds a document type or an entity, which no workbook has; it is not read");
            case AsyncXMLStreamReader.EVENT_INCOMPLETE -> throw new XMLStreamException("it ends too early");
            default -> {}
        }
        return event;
    }

    final boolean hasNext() throws XMLStreamException {
        return xml.hasNext();
    }

    /// How deep the element at hand lies; of one that ended, that of its parent.
    final int depth() {
        return depth;
    }

    final boolean is(String namespace, String name) {
        return xml.getLocalName().equals(name) && namespace.equals(xml.getNamespaceURI());
    }

    /// Empty where the element has none of that name, whatever its namespace.
    final String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /// Adds the text of the event to that of a cell, as far as it may be of any use.
    final void append(StringBuilder text) {
        if (text.length() <= longest) {
            text.append(xml.getText());
        }
    }

    /// A count that a document claims; `otherwise` where it claims none.
    static int count(String said, int otherwise) {
        int number = PartXml.number(said.strip());
        return number < 0 && said.strip().matches("\\d+") ? Integer.MAX_VALUE : number < 0 ? otherwise : number;
    }

    @Override
    public List<FileNote> notes() {
        return notes.all();
    }

    @Override
    public final long bytesRead() {
        return progress.bytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
