package io.keqing.similar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which lines a program wrote: a log round the sentence that somebody asks with, the frames of a stack. Of
/// them only what went wrong tells of the issue.
final class LogLines {
    private static final String LEVEL =
            "(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|FATAL|SEVERE|CRIT(?:ICAL)?|FINE(?:R|ST)?|VERBOSE)";
    private static final String STAMP =
            "(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}[T _]?|\\d{1,2}[-/]\\d{1,2}(?:[-/]\\d{2,4})?[ T:]|[A-Z][a-z]{2} +\\d{1,2} )?\\d{1,2}:\\d{2}:\\d{2}(?:[.,:]\\d{1,9})?Z?";

    private static final Pattern STAMPED = Pattern.compile("^[\\s>\\[(<|]*" + STAMP + "\\b.*");
    private static final Pattern LEVELLED = Pattern.compile(
            "^[\\s>\\[(<|]*(?:" + STAMP + ")?.{0,60}?[\\s\\[(<|]?\\b" + LEVEL
                    + "\\b[\\s\\])>|:].*|^[\\s>\\[(<|]*\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d+ +\\d+ +\\d+ [VDIWEF] .*|^\\{\"(?:.{0,400})\"(?:level|severity|lvl)\"\\s*:.*"
                    + "|^(?:.{0,120}\\b)?level=\"?(?:trace|debug|info|warn|error|fatal).*|^\\S{3,60} - \\S+ \\[[^\\]]{10,40}] \".*");
    private static final Pattern FAILING = Pattern.compile(
            "\\b(?:ERROR|ERR|FATAL|SEVERE|CRIT(?:ICAL)?)\\b|\"(?:level|severity)\"\\s*:\\s*\"(?:error|fatal)|level=\"?(?:error|fatal)|\\d{2}:\\d{2}\\.\\d+ +\\d+ +\\d+ [EF] ");
    private static final Pattern BEGINNING = Pattern.compile(
            "^[\\s>\\[(<|]*(?:" + STAMP + ")?[\\s\\])>|]*(?:[\\[(]?[^\\s\\])]{1,60}[\\])]?\\s+){0,4}?[\\[(<|]?" + LEVEL
                    + "[\\])>|:]*\\s*(?:\\[[^\\]]{0,60}]\\s*|\\([^)]{0,60}\\)\\s*)*(?:[\\w.$-]{1,80}\\s*[:-]\\s+)?");

    private static final Pattern FRAME = Pattern.compile(
            "^[\\s>]*(?:at\\s+[\\w$.<>/@\\[\\]`]+\\s*\\(.*\\).*|at\\s+\\S.*(?::\\d+|\\bin .*:line \\d+)\\)?\\s*"
                    + "|\\.\\.\\.\\s*\\d+\\s+(?:more|common frames omitted).*|File \".*\", line \\d+.*|#\\d+\\s+(?:0x)?[0-9a-f]+ .*|#\\d+ .*\\(\\d+\\): .*|\\^~*|~+\\^.*"
                    + "|Traceback \\(most recent call last\\):.*|from \\S+:\\d+:in .*|\\S+\\.(?:go|rb|js|ts|py|php):\\d+(?::\\d+)?(?: .*)?|goroutine \\d+ \\[.*)$");
    private static final Pattern RAISED = Pattern.compile(
            "^[\\s>]*(?:Exception in thread \"[^\"]*\"\\s*|Caused by:\\s*|Uncaught\\s+|Unhandled exception[.:]?\\s*|panic:\\s*|Suppressed:\\s*)?"
                    + "((?:[\\w$]+\\.)*[\\w$]*(?:Exception|Error|Throwable|Fault|Failure|Panic))\\b(?:\\s*[:：]\\s*(.*))?$");

    private static final int LEAST_LEVELLED = 3;
    private static final int LEAST_STAMPED = 8;
    /// Of what went wrong so many lines tell enough, from the first on.
    private static final int MOST_EVIDENCE = 5;

    private static final int LONGEST_EVIDENCE = 200;

    private LogLines() {}

    /// @param rest the other lines, in their order
    /// @param evidence what went wrong: messages of errors, names and messages of exceptions
    /// @param logged how many lines of a log were left out
    /// @param frames how many of a stack
    record Read(List<String> rest, List<String> evidence, int logged, int frames) {}

    static Read of(List<String> lines) {
        boolean log = isLog(lines);
        List<String> rest = new ArrayList<>();
        Set<String> evidence = new LinkedHashSet<>();
        Set<String> shapes = new HashSet<>();
        int logged = 0;
        int frames = 0;
        boolean below = false;
        for (String line : lines) {
            Matcher raised = RAISED.matcher(line);
            if (FRAME.matcher(line).matches()) {
                frames++;
                below = line.stripLeading().startsWith("File \"");
            } else if (below && line.startsWith("    ")) {
                // Python shows the line of code below its place
                frames++;
                below = false;
            } else if (raised.matches()) {
                add(name(raised.group(1)) + (raised.group(2) == null ? "" : ": " + raised.group(2)), shapes, evidence);
                below = false;
            } else if (log
                    && (LEVELLED.matcher(line).matches()
                            || STAMPED.matcher(line).matches())) {
                logged++;
                if (FAILING.matcher(line).find()) {
                    add(BEGINNING.matcher(line).replaceFirst(""), shapes, evidence);
                }
                below = false;
            } else {
                rest.add(line);
                below = false;
            }
        }
        return new Read(rest, List.copyOf(evidence), logged, frames);
    }

    /// Lines with a level, or many with a time that say the same again and again; a chat with times says new
    /// things.
    private static boolean isLog(List<String> lines) {
        long levelled =
                lines.stream().filter(line -> LEVELLED.matcher(line).matches()).count();
        if (levelled >= LEAST_LEVELLED) {
            return true;
        }
        List<String> stamped =
                lines.stream().filter(line -> STAMPED.matcher(line).matches()).toList();
        long shapes = stamped.stream().map(LogLines::shape).distinct().count();
        return stamped.size() >= LEAST_STAMPED && shapes * 2 <= stamped.size();
    }

    private static void add(String message, Set<String> shapes, Set<String> evidence) {
        String line = message.strip();
        if (!line.isEmpty() && evidence.size() < MOST_EVIDENCE && shapes.add(shape(line))) {
            evidence.add(line.length() <= LONGEST_EVIDENCE ? line : line.substring(0, LONGEST_EVIDENCE));
        }
    }

    /// The name of an exception without its packages.
    private static String name(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String shape(String line) {
        return line.replaceAll("\\d+", "0");
    }
}
