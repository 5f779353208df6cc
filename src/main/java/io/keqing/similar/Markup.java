package io.keqing.similar;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// A mail as a web page, made lines again: what stands in a block stands in lines of its own, what is quoted
/// gets `>` in front.
final class Markup {
    private static final Pattern TAG = Pattern.compile(
            "</?(?:html|head|body|div|p|br|span|font|table|tbody|tr|td|blockquote|b|i|u|strong|em|ul|ol|li|a|img|style|h[1-6]|meta|o:p)\\b[^<>]*>",
            Pattern.CASE_INSENSITIVE);

    /// One tag may be what the text is about; a page has several.
    private static final int LEAST_TAGS = 3;

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "blockquote",
            "br",
            "dd",
            "div",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "table",
            "tr",
            "ul");
    private static final Set<String> PARAGRAPHS = Set.of("blockquote", "ol", "p", "table", "ul");

    private Markup() {}

    /// How many tags the text has.
    static int tags(String text) {
        if (text.indexOf('<') < 0) {
            return 0;
        }
        int tags = 0;
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            tags++;
        }
        return tags;
    }

    static boolean isPage(int tags) {
        return tags >= LEAST_TAGS;
    }

    static String lines(String page) {
        Element body = Jsoup.parse(page).body();
        body.select("style, script, title").remove();
        Writing writing = new Writing();
        body.traverse(writing);
        return writing.text.toString();
    }

    private static final class Writing implements NodeVisitor {
        private final StringBuilder text = new StringBuilder();
        private int quotes;
        private boolean fresh = true;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                write(words);
            } else if (node instanceof Element element && BLOCKS.contains(element.normalName())) {
                newLine();
                quotes += isQuote(element) ? 1 : 0;
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && BLOCKS.contains(element.normalName())) {
                newLine();
                boolean paragraph = PARAGRAPHS.contains(element.normalName());
                if (paragraph && !endsWithBlankLine()) {
                    text.append('\n');
                }
                quotes -= isQuote(element) ? 1 : 0;
            }
        }

        /// What mail programs put a message into that is answered; who said it stands before.
        private static boolean isQuote(Element element) {
            return element.normalName().equals("blockquote") || element.hasClass("ntes_not_fresh_mail");
        }

        private void write(TextNode words) {
            boolean asWritten = words.parent() instanceof Element parent && parent.closest("pre") != null;
            String content = asWritten ? words.getWholeText() : words.text();
            for (String line : content.split("\n", -1)) {
                if (asWritten && !fresh) {
                    newLine();
                }
                if (!line.isBlank()) {
                    if (fresh) {
                        text.append("> ".repeat(quotes));
                    }
                    text.append(fresh ? line.stripLeading() : line);
                    fresh = false;
                } else if (!fresh && !line.isEmpty()) {
                    text.append(' ');
                }
            }
        }

        private boolean endsWithBlankLine() {
            int length = text.length();
            return length >= 2 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
        }

        private void newLine() {
            if (!fresh) {
                text.append('\n');
                fresh = true;
            }
        }
    }
}
