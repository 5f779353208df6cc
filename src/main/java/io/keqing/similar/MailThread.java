package io.keqing.similar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Tells the new words of a mail from those it answers or passes on: above, below or between them. A mail
/// that has no words of its own is read whole, without the marks of quoting.
final class MailThread {
    private enum Role {
        NEW,
        HEADER,
        MARK,
        QUOTE
    }

    /// Below a closing: a name, a title, a company.
    private static final int LINES_OF_NAME = 4;

    private static final int LONGEST_DISCLAIMER = 4_000;

    private final List<String> lines;
    private final Role[] roles;
    private final Map<LeftOut.Part, Integer> leftOut = new EnumMap<>(LeftOut.Part.class);

    private MailThread(List<String> lines) {
        this.lines = lines;
        this.roles = new Role[lines.size()];
    }

    /// @param lines the new ones, in their order
    /// @param leftOut how many lines of each part are not among them
    record Read(List<String> lines, Map<LeftOut.Part, Integer> leftOut) {}

    static Read of(List<String> lines) {
        MailThread thread = new MailThread(lines);
        thread.assign();
        List<String> fresh = thread.words(false);
        if (says(fresh)) {
            return new Read(fresh, thread.leftOut);
        }
        thread.leftOut.clear();
        if (thread.answersBelowSignature()) {
            List<String> below = thread.words(false);
            if (says(below)) {
                return new Read(below, thread.leftOut);
            }
            thread.leftOut.clear();
        }
        return new Read(thread.words(true), thread.leftOut);
    }

    /// Where nothing is new above a message without `>`, its signature may tell where it ends: what stands in
    /// paragraphs of its own below, with no further message behind it, is the answer.
    private boolean answersBelowSignature() {
        int mark = Arrays.asList(roles).lastIndexOf(Role.MARK);
        if (mark < 0) {
            return false;
        }
        for (int at = mark + 1; at < lines.size(); at++) {
            if (roles[at] == Role.QUOTE && SignOff.endsMessage(lines.get(at))) {
                int below = at + 1;
                while (below < lines.size() && !lines.get(below).isBlank()) {
                    below++;
                }
                boolean signed = below - at <= LINES_OF_NAME && below < lines.size();
                if (signed && lines.subList(below, lines.size()).stream().noneMatch(MailMarks::isQuoted)) {
                    mark(below, lines.size() - below, Role.NEW);
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether there is more in it than a hint at what stands below.
    private static boolean says(List<String> fresh) {
        String words = String.join(" ", fresh).strip();
        return words.codePoints().filter(Character::isLetterOrDigit).count() > 0
                && !words.matches(
                        "(?iu)\\W*(?:fyi|fwd?|re|(?:please |pls |kindly )?(?:see|refer to|check|find|read)(?: the)?(?: (?:mail|message|email|attached|thread))?"
                                + "(?: below| attached)?|as below|below|please (?:advise|help|handle|check|assist)|(?:any )?(?:update|news)s?(?: on this)?"
                                + "|转发|轉寄|如题|见下|如下|请?(?:看|见|参考|查看)?(?:下面|以下|下方|附件|下文)(?:的?(?:邮件|内容|信息))?|请(?:处理|查收|查看|帮忙|协助|跟进|回复)(?:一下)?|请知悉|供参考)\\W*");
    }

    private void assign() {
        int at = 0;
        boolean begun = false;
        while (at < lines.size()) {
            String line = lines.get(at);
            int headers = MailMarks.headers(lines, at);
            int attribution = headers > 0 ? 0 : MailMarks.attribution(lines, at);
            if (MailMarks.isSeparator(line) || MailMarks.isRule(line) && headersBelow(at + 1) > 0) {
                at = passOver(at, 1);
            } else if (headers > 0 && !begun) {
                // on top they are the mail's own
                at = mark(at, headers, Role.HEADER);
                begun = true;
            } else if (headers > 0) {
                at = passOver(at, 0);
            } else if (attribution > 0) {
                at = passOver(at, attribution);
            } else if (MailMarks.isQuoted(line)) {
                at = mark(at, 1, Role.QUOTE);
            } else if (isBrokenQuote(at)) {
                at = mark(at, 1, Role.QUOTE);
            } else {
                begun |= !line.isBlank() && !SignOff.isGreeting(line);
                at = mark(at, 1, Role.NEW);
            }
        }
    }

    private int mark(int from, int count, Role role) {
        for (int at = from; at < from + count; at++) {
            roles[at] = role;
        }
        return from + count;
    }

    /// Number of headers below a rule or separator; blank lines may stand between.
    private int headersBelow(int at) {
        int below = at;
        while (below < lines.size() && below < at + 2 && lines.get(below).isBlank()) {
            below++;
        }
        return below < lines.size() ? MailMarks.headers(lines, below) : 0;
    }

    /// What a mark announces: lines with `>`, as far as they have it, else everything up to the end of the
    /// mail or the line that says where it ends.
    private int passOver(int from, int marks) {
        int at = mark(from, marks, Role.MARK);
        int headers = headersBelow(at);
        if (headers > 0) {
            while (lines.get(at).isBlank()) {
                at = mark(at, 1, Role.MARK);
            }
            at = mark(at, headers, Role.MARK);
        }
        int first = at;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first < lines.size() && MailMarks.isQuoted(lines.get(first))) {
            return mark(at, first - at, Role.QUOTE);
        }
        while (at < lines.size() && !MailMarks.isEnd(lines.get(at))) {
            boolean marked = MailMarks.isSeparator(lines.get(at)) || MailMarks.isAttribution(lines.get(at));
            int nested = marked ? 1 : MailMarks.headers(lines, at);
            at = mark(at, Math.max(1, nested), nested > 0 ? Role.MARK : Role.QUOTE);
        }
        return at < lines.size() ? mark(at, 1, Role.MARK) : at;
    }

    /// The end of a quoted line that was too long for a mail program and went on without `>`.
    private boolean isBrokenQuote(int at) {
        if (at == 0 || at + 1 >= lines.size() || roles[at - 1] != Role.QUOTE) {
            return false;
        }
        String before = lines.get(at - 1).stripTrailing();
        String line = lines.get(at);
        return before.length() >= 60
                && !before.matches(".*[.!?:。！？：]")
                && !line.isBlank()
                && Character.isLowerCase(line.codePointAt(0))
                && MailMarks.isQuoted(lines.get(at + 1));
    }

    /// @param whole whether what is quoted is among them
    private List<String> words(boolean whole) {
        List<String> words = new ArrayList<>();
        List<String> run = new ArrayList<>();
        Role last = null;
        for (int at = 0; at < roles.length; at++) {
            Role role = roles[at];
            String line = lines.get(at);
            if (role == Role.HEADER || role == Role.MARK && whole) {
                String subject = MailMarks.subject(line);
                if (subject != null && !subject.isEmpty()) {
                    run.add(subject);
                } else {
                    count(LeftOut.Part.HEADERS, 1);
                }
            } else if (role == Role.NEW || whole) {
                run.add(whole ? line.replaceFirst("^\\s*(?:(?:>|＞|&gt;)\\s?)+", "") : line);
            } else {
                count(LeftOut.Part.QUOTE, 1);
                if (last == Role.NEW || last == Role.HEADER) {
                    flush(run, words);
                }
            }
            last = role;
        }
        flush(run, words);
        return words;
    }

    private void flush(List<String> run, List<String> words) {
        List<String> clean = withoutDisclaimers(run);
        int end = SignOff.signature(clean);
        count(LeftOut.Part.SIGNATURE, (int) clean.subList(end, clean.size()).stream()
                .filter(line -> !line.isBlank())
                .count());
        boolean greeted = false;
        for (String line : clean.subList(0, end)) {
            boolean greeting = !greeted && SignOff.isGreeting(line);
            greeted |= !line.isBlank();
            if (greeting || SignOff.isDevice(line)) {
                count(LeftOut.Part.SIGNATURE, 1);
            } else {
                words.add(line);
            }
        }
        run.clear();
    }

    /// A paragraph at a time.
    private List<String> withoutDisclaimers(List<String> run) {
        List<String> rest = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        for (int at = 0; at <= run.size(); at++) {
            boolean end = at == run.size() || run.get(at).isBlank() || MailMarks.isRule(run.get(at));
            if (!end) {
                paragraph.add(run.get(at));
                continue;
            }
            if (!paragraph.isEmpty()) {
                addUnlessDisclaimer(paragraph, rest);
                paragraph.clear();
            }
            if (at < run.size()) {
                rest.add(MailMarks.isRule(run.get(at)) && run.get(at).length() > 8 ? "" : run.get(at));
            }
        }
        return rest;
    }

    /// Where the issue stands in the same paragraph, only the lines of the disclaimer go.
    private void addUnlessDisclaimer(List<String> paragraph, List<String> rest) {
        String joined = String.join(" ", paragraph);
        if (joined.length() > LONGEST_DISCLAIMER || !SignOff.isDisclaimer(joined)) {
            rest.addAll(paragraph);
            return;
        }
        int first = 0;
        while (first < paragraph.size() && !SignOff.isDisclaimer(paragraph.get(first))) {
            first++;
        }
        int from = first < paragraph.size() ? first : 0;
        rest.addAll(paragraph.subList(0, from));
        count(LeftOut.Part.DISCLAIMER, paragraph.size() - from);
    }

    private void count(LeftOut.Part part, int lines) {
        if (lines > 0) {
            leftOut.merge(part, lines, Integer::sum);
        }
    }
}
