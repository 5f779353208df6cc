package io.keqing.importing.file;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// One XML part of a workbook, read forwards. An element is known by its name, its namespace and its depth: only those
/// of the namespace of the outermost one count, so that what later versions and other programs put between them under
/// the same names means nothing here, and the strict form of the format is read like the other.
final class PartXml implements AutoCloseable {
    private static final XMLInputFactory FACTORY = factory();
    private static final int LONGEST_TEXT = 1 << 20;

    private final WorkbookParts.PartInput in;
    private final XMLStreamReader xml;
    private final String fileName;
    private String namespace = "";
    private int depth;
    private boolean foreign;

    PartXml(WorkbookParts.PartInput in, String fileName) throws XMLStreamException {
        this.in = in;
        this.fileName = fileName;
        this.xml = FACTORY.createXMLStreamReader(in);
    }

    private static XMLInputFactory factory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.configureForSpeed();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /// The next event. A document type is refused: no workbook needs one, and entities are what attacks are made of.
    int next() throws XMLStreamException {
        if (!xml.hasNext()) {
            return XMLStreamConstants.END_DOCUMENT;
        }
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                String own = namespaceOf();
                namespace = depth == 1 ? own : namespace;
                foreign = !own.equals(namespace);
            }
            case XMLStreamConstants.END_ELEMENT -> {
                depth--;
                foreign = !namespaceOf().equals(namespace);
            }
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new InvalidFile(fileName
                        + " holds a document type or an entity, which no workbook has; it is not read: open it in a"
                        + " spreadsheet program and save it again");
            case AsyncXMLStreamReader.EVENT_INCOMPLETE -> throw new XMLStreamException("it ends too early");
            default -> {}
        }
        return event;
    }

    private String namespaceOf() {
        String own = xml.getNamespaceURI();
        return own == null ? "" : own;
    }

    /// The name of the next element that starts, null at the end.
    @Nullable
    String start() throws XMLStreamException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return null;
            }
            if (event == XMLStreamConstants.START_ELEMENT && !foreign) {
                return xml.getLocalName();
            }
        }
    }

    /// Elements around the one at hand, and itself; after its end those around it.
    int depth() {
        return depth;
    }

    boolean isStart(int event, String name) {
        return event == XMLStreamConstants.START_ELEMENT
                && !foreign
                && xml.getLocalName().equals(name);
    }

    boolean isEnd(int event, String name) {
        return event == XMLStreamConstants.END_ELEMENT
                && !foreign
                && xml.getLocalName().equals(name);
    }

    /// An attribute that has no namespace, empty where it is missing.
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String of = xml.getAttributeNamespace(i);
            if (xml.getAttributeLocalName(i).equals(name) && (of == null || of.isEmpty())) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /// The id of a relationship, which has a namespace of its own.
    String relationship() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String of = xml.getAttributeNamespace(i);
            if (xml.getAttributeLocalName(i).equals("id") && of != null && !of.isEmpty()) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    int attributes() {
        return xml.getAttributeCount();
    }

    String attributeName(int place) {
        String of = xml.getAttributeNamespace(place);
        return of == null || of.isEmpty() ? xml.getAttributeLocalName(place) : "";
    }

    String attributeValue(int place) {
        return xml.getAttributeValue(place);
    }

    /// The text of the element that has just started, up to its end: its own for `v`, else that of the `t` in it,
    /// without what tells how to pronounce it.
    String text(boolean own) throws XMLStreamException {
        int end = depth - 1;
        StringBuilder text = new StringBuilder();
        boolean inText = own;
        int silent = 0;
        while (true) {
            int event = next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    silent += isStart(event, "rPh") ? 1 : 0;
                    inText = isStart(event, "t");
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth == end) {
                        return text.toString();
                    }
                    silent -= isEnd(event, "rPh") ? 1 : 0;
                    inText = false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inText && silent == 0) {
                        append(text);
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> throw new XMLStreamException("it ends too early");
                default -> {}
            }
        }
    }

    private void append(StringBuilder text) throws XMLStreamException {
        String more = xml.getText();
        if (text.length() + more.length() > LONGEST_TEXT) {
            throw new InvalidFile("a cell must have at most " + LONGEST_TEXT + " characters, one has more");
        }
        text.append(more);
    }

    /// A number without sign, −1 where it is none.
    static int number(String text) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > 100_000_000) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return text.isEmpty() ? -1 : number;
    }

    long fileBytes() {
        return in.fileBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
