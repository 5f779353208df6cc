package io.keqing.similar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text says of an issue: of a mail the new words, of a log the sentence beside it and what went wrong.
/// Questions
/// and stored cases are read the same way, so that what both quote does not make them alike.
///
/// @param text what is asked
/// @param evidence messages of errors and names of exceptions out of a log or a stack
/// @param leftOut what is not asked with, each part once
record IssueText(String text, String evidence, List<LeftOut> leftOut) {
    private static final int MOST_CHARACTERS = 200_000;
    /// With fewer letters a sentence beside a log tells too little by itself.
    private static final int FEW_LETTERS = 8;

    /// Mails that were pasted into one line: before these a line ended.
    private static final Pattern LOST_LINES =
            Pattern.compile("(?<=\\S)\\s+(?=-{3,}\\s*(?:Original Message|Forwarded message|原始邮件|转发邮件|回复的原邮件)\\s*-{3,}"
                    + "|On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\\d|[A-Z][a-z]{2,8} \\d).{4,160}? wrote:"
                    + "|在\\s*\\d{4}.{4,120}?写道[:：]|>\\s)"
                    + "|(?<=wrote:|写道[:：]|-{3}(?:Original Message|原始邮件)-{3,5})\\s+(?=\\S)");

    static IssueText read(String raw) {
        String text = raw.length() <= MOST_CHARACTERS ? raw : raw.substring(0, MOST_CHARACTERS);
        Map<LeftOut.Part, Integer> leftOut = new EnumMap<>(LeftOut.Part.class);
        int tags = Markup.tags(text);
        if (Markup.isPage(tags)) {
            leftOut.put(LeftOut.Part.MARKUP, tags);
            text = Markup.lines(text);
        }
        text = text.replace("\u00a0", " ").replaceAll("[\u200b\ufeff\u200e\u200f]", "");
        text = text.strip();
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            text = LOST_LINES.matcher(text).replaceAll("\n");
        }
        List<String> lines = Arrays.asList(text.split("\\R", -1));
        if (lines.size() == 1 && leftOut.isEmpty()) {
            return new IssueText(MailMarks.withoutPrefix(raw.strip()), "", List.of());
        }
        MailThread.Read mail = MailThread.of(lines);
        LogLines.Read log = LogLines.of(mail.lines());
        mail.leftOut().forEach((part, count) -> leftOut.merge(part, count, Integer::sum));
        String sentence = lines(log.rest());
        String evidence = lines(log.evidence());
        if (!speaks(sentence) && !speaks(evidence)) {
            // nothing but a log in which nothing failed
            sentence = lines(mail.lines());
        } else {
            count(leftOut, LeftOut.Part.LOG, log.logged());
            count(leftOut, LeftOut.Part.STACK, log.frames());
        }
        return sentence.isBlank() && evidence.isEmpty()
                ? new IssueText(raw.strip(), "", List.of())
                : new IssueText(sentence, evidence, parts(leftOut));
    }

    /// Several texts of one record as one.
    static IssueText joined(List<IssueText> parts) {
        List<LeftOut> leftOut =
                parts.stream().flatMap(part -> part.leftOut().stream()).toList();
        return new IssueText(
                joined(parts.stream().map(IssueText::text).distinct().toList(), "\n"),
                joined(parts.stream().map(IssueText::evidence).distinct().toList(), "\n"),
                leftOut);
    }

    private static String joined(List<String> texts, String with) {
        return texts.stream().filter(text -> !text.isBlank()).collect(Collectors.joining(with));
    }

    /// What the models read: the sentence; where there is hardly one, what went wrong too.
    String meaning() {
        long letters = text.codePoints().filter(Character::isLetter).count();
        return letters >= FEW_LETTERS || evidence.isEmpty() ? text : (text + '\n' + evidence).strip();
    }

    /// What is looked up by words.
    String words() {
        return evidence.isEmpty() ? text : (text + '\n' + evidence).strip();
    }

    private static void count(Map<LeftOut.Part, Integer> leftOut, LeftOut.Part part, int lines) {
        if (lines > 0) {
            leftOut.merge(part, lines, Integer::sum);
        }
    }

    private static boolean speaks(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines).strip().replaceAll("\n{3,}", "\n\n");
    }

    private static List<LeftOut> parts(Map<LeftOut.Part, Integer> leftOut) {
        List<LeftOut> parts = new ArrayList<>();
        leftOut.forEach((part, lines) -> parts.add(new LeftOut(part, lines)));
        return List.copyOf(parts);
    }
}
