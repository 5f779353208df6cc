package io.keqing.importing.file;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a text that begins with a tag is, by its first element.
enum MarkupKind {
    HTML,
    XML_2003,
    FLAT_ODS,
    /// It is no markup.
    NONE;

    private static final Pattern NAME = Pattern.compile("<([A-Za-z][\\w.:-]*)");
    private static final Set<String> PAGE = Set.of(
            "html", "head", "meta", "style", "title", "body", "table", "thead", "tbody", "tr", "td", "th", "caption");
    /// They begin a page only where a table follows: a column of texts may begin with a mark of its
    /// own.
    private static final Set<String> MAYBE_PAGE = Set.of(
            "div", "center", "font", "form", "span", "p", "br", "script", "link", "h1", "h2", "h3", "h4", "b", "base",
            "xml", "img", "a", "hr", "section", "main", "article", "body");

    /// @throws InvalidFile where it is XML that holds no table
    static MarkupKind of(String head, String fileName) {
        String rest = head.substring(first(head));
        boolean declared = head.stripLeading().startsWith("<?xml") || head.startsWith("\uFEFF<?xml");
        String small = rest.substring(0, Math.min(rest.length(), 200)).toLowerCase(Locale.ROOT);
        if (small.startsWith("<!doctype")) {
            if (small.startsWith("<!doctype html")) {
                return HTML;
            }
            throw new InvalidFile(fileName + " is XML with a document type, no table; save it as .xlsx, .csv or .json");
        }
        Matcher element = NAME.matcher(rest);
        if (!element.lookingAt()) {
            if (declared) {
                throw xml(fileName, "");
            }
            return NONE;
        }
        String name = element.group(1);
        int end = end(rest, element.end());
        String attributes = rest.substring(element.end(), end);
        String local = name.substring(name.indexOf(':') + 1);
        if (local.equals("Workbook") && attributes.contains(Xml2003Sheets.NAMESPACE)) {
            return XML_2003;
        }
        if (local.equals("document") && attributes.contains("urn:oasis:names:tc:opendocument:")) {
            return FLAT_ODS;
        }
        String tag = name.toLowerCase(Locale.ROOT);
        if (PAGE.contains(tag)) {
            return HTML;
        }
        String all = head.toLowerCase(Locale.ROOT);
        if (MAYBE_PAGE.contains(tag) && (all.contains("<table") || all.contains("<tr"))) {
            return HTML;
        }
        String next = rest.substring(Math.min(rest.length(), end + 1)).stripLeading();
        boolean nested = attributes.contains("xmlns") || next.startsWith("<") && next.length() > 1;
        if (declared || nested && !MAYBE_PAGE.contains(tag)) {
            throw xml(fileName, name);
        }
        return NONE;
    }

    /// Where the first element may begin: behind blanks, comments, instructions and conditions of
    /// Office.
    private static int first(String head) {
        int at = 0;
        while (at < head.length()) {
            char c = head.charAt(at);
            String until = head.startsWith("<!--", at)
                    ? "-->"
                    : head.startsWith("<?", at) ? "?>" : head.startsWith("<![", at) ? ">" : "";
            if (!until.isEmpty()) {
                int end = head.indexOf(until, at);
                at = end < 0 ? head.length() : end + until.length();
            } else if (c == '\uFEFF' || Character.isWhitespace(c)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /// Where the tag ends, or the text.
    private static int end(String text, int from) {
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return text.length();
    }

    private static InvalidFile xml(String fileName, String root) {
        String what = switch (root.toLowerCase(Locale.ROOT)) {
            case "" -> "";
            case "svg" -> ", a picture (svg)";
            case "rss", "feed" -> ", a news feed (" + root + ")";
            default -> " (its first element is " + CsvText.excerpt(root) + ")";
        };
        return new InvalidFile(fileName + " is XML, no table" + what + "; save it as .xlsx, .csv or .json");
    }
}
