package io.keqing.similar;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines by which mail programs mark what is quoted, forwarded or signed, in the languages they are set to.
final class MailMarks {
    private static final Pattern QUOTED = Pattern.compile("^\\s{0,3}(?:>|＞|&gt;).*");

    /// `On Thu, 5 Mar 2026 at 11:30, Care Team <care@…> wrote:`, `在 2026年3月5日，客服写道：` and what others write
    /// there.
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "^[\\s>*_-]*(?:"
                    + "on\\b.{4,300}?\\b(?:wrote|writes|said)\\s*[:：]"
                    + "|.{0,200}(?:\\d|@).{0,200}\\b(?:wrote|writes)\\s*[:：]"
                    + "|(?:在|于|於|發件人|发件人)?.{2,200}(?:写道|寫道|写到|寫到|来信说)\\s*[:：]"
                    + "|(?:am|den|op|le|el|em|il|dnia|w dniu|pe|tor|ons|fre|man|tis)\\b.{4,300}?"
                    + "(?:schrieb.{0,120}|a écrit|escribió|escreveu|ha scritto|schreef.{0,120}|skrev.{0,120}|pisze|napisał\\(?a?\\)?"
                    + "|kirjoitti)\\s*[:：]"
                    + "|.{2,200}(?:написал\\(?а?\\)?|пишет)\\s*[:：]"
                    + "|.{2,200}(?:のメール|は書きました|さんが書きました|님이 작성|님이 쓴 글)\\s*[:：]"
                    + ")\\s*\\**\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern ATTRIBUTION_BEGIN = Pattern.compile(
            "^[\\s>*_-]*(?:on|am|le|el|em|il|op|den|dnia|w dniu)\\s.*(?:\\d|@).*|^[\\s>]*(?:在|于|於)\\s*.*\\d.*",
            Pattern.CASE_INSENSITIVE);

    private static final String ORIGINAL =
            "original message|original e?-?mail|original appointment|original-?nachricht|ursprüngliche nachricht|urspr\\. nachricht"
                    + "|message d.origine|message original|mensaje original|mensagem original|messaggio originale"
                    + "|oorspronkelijk bericht|oprindelig meddelelse|ursprungligt meddelande|wiadomość oryginalna"
                    + "|исходное сообщение|元のメッセージ|원본 메일|원본 메시지|原始邮件|原始郵件|原邮件|原郵件|原始信件|邮件原文|原文"
                    + "|回复的原邮件|回复的邮件|回复邮件";
    private static final String FORWARDED =
            "forwarded message|forwarded by .*|begin forwarded message|weitergeleitete nachricht|message transféré|message transmis"
                    + "|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht"
                    + "|пересылаемое сообщение|转发邮件信息|转发的邮件|转发的信息|转发邮件|轉寄郵件|轉寄的郵件|已转发的邮件|转发的消息|転送メッセージ";

    /// With dashes, equals signs or stars round it, or alone with a colon: `-----Original Message-----`,
    /// `---- 回复的原邮件 ----`, `Begin forwarded message:`.
    private static final Pattern SEPARATOR = Pattern.compile(
            "^[\\s>]*(?:[-–—_=*~]{2,}\\s*(?:" + ORIGINAL + "|" + FORWARDED + ")\\s*[:：]?\\s*[-–—_=*~]*"
                    + "|(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré"
                    + "|inicio del mensaje reenviado|inizio messaggio inoltrato|下面是被转发的邮件|以下是转发的邮件|開始轉寄郵件)\\s*[:：])\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern END = Pattern.compile(
            "^[\\s>]*[-–—_=*~]{2,}\\s*(?:end (?:of )?(?:the )?(?:original|forwarded) message|ende der (?:weitergeleiteten )?nachricht"
                    + "|(?:原始邮件|转发邮件|原文|引用)\\s*(?:结束|完))\\s*[-–—_=*~]*\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern RULE = Pattern.compile("^[\\s>]*[-–—_=*]{5,}\\s*$");

    /// Who it is from comes first in every block of headers; the others only count beside it.
    private static final Set<String> FROM = Set.of(
            "from", "von", "de", "da", "van", "från", "fra", "od", "от", "发件人", "發件人", "寄件者", "寄件人", "差出人", "送信者",
            "보낸 사람", "发送人", "发信人");

    private static final Set<String> HEADERS = Set.of(
            "to",
            "cc",
            "bcc",
            "sent",
            "date",
            "subject",
            "reply-to",
            "sender",
            "importance",
            "attachments",
            "an",
            "gesendet",
            "betreff",
            "datum",
            "à",
            "objet",
            "envoyé",
            "para",
            "asunto",
            "enviado",
            "fecha",
            "assunto",
            "data",
            "oggetto",
            "inviato",
            "a",
            "aan",
            "verzonden",
            "onderwerp",
            "till",
            "skickat",
            "ämne",
            "til",
            "sendt",
            "emne",
            "do",
            "temat",
            "кому",
            "отправлено",
            "тема",
            "дата",
            "копия",
            "收件人",
            "收件者",
            "抄送",
            "副本",
            "密送",
            "发送时间",
            "發送時間",
            "发送日期",
            "寄件日期",
            "日期",
            "时间",
            "時間",
            "主题",
            "主題",
            "主旨",
            "标题",
            "附件",
            "重要性",
            "宛先",
            "件名",
            "日時",
            "送信日時",
            "받는 사람",
            "보낸 날짜",
            "제목",
            "回复给",
            "答复");

    private static final Set<String> TECHNICAL = Set.of(
            "received",
            "return-path",
            "delivered-to",
            "message-id",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "in-reply-to",
            "references",
            "dkim-signature",
            "authentication-results",
            "list-id",
            "list-unsubscribe",
            "user-agent",
            "thread-topic",
            "thread-index",
            "content-language",
            "accept-language",
            "precedence",
            "received-spf");

    private static final Pattern PREFIX = Pattern.compile(
            "^\\s*(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|回复|回覆|答复|转发|轉寄|转寄)\\s*(?:\\[\\d+])?\\s*[:：]\\s*)+",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_NAME = 30;

    private MailMarks() {}

    static boolean isQuoted(String line) {
        return QUOTED.matcher(line).matches();
    }

    static boolean isAttribution(String line) {
        return line.length() <= 400 && ATTRIBUTION.matcher(line).matches();
    }

    /// How many lines the attribution takes that begins here, 0 where none does: mail programs break them.
    static int attribution(List<String> lines, int at) {
        if (isAttribution(lines.get(at))) {
            return 1;
        }
        if (!ATTRIBUTION_BEGIN.matcher(lines.get(at)).matches()) {
            return 0;
        }
        StringBuilder joined = new StringBuilder(lines.get(at).strip());
        for (int more = 1; more <= 3 && at + more < lines.size(); more++) {
            String next = lines.get(at + more).replaceFirst("^[\\s>]+", "");
            if (next.isBlank()) {
                return 0;
            }
            joined.append(' ').append(next.strip());
            if (isAttribution(joined.toString())) {
                return more + 1;
            }
        }
        return 0;
    }

    static boolean isSeparator(String line) {
        return line.length() <= 120 && SEPARATOR.matcher(line).matches();
    }

    static boolean isEnd(String line) {
        return line.length() <= 120 && END.matcher(line).matches();
    }

    static boolean isRule(String line) {
        return RULE.matcher(line).matches();
    }

    /// How many lines the block of headers takes that begins here, 0 where none does. Two known names are a
    /// block if one of them says who it is from; blank lines and addresses in a line of their own may stand
    /// between.
    static int headers(List<String> lines, int at) {
        boolean from = false;
        int known = 0;
        int last = 0;
        for (int i = at; i < Math.min(lines.size(), at + 40); i++) {
            String line = lines.get(i);
            String name = headerName(line);
            if (name != null) {
                from |= FROM.contains(name) || TECHNICAL.contains(name);
                known++;
                last = i + 1 - at;
            } else if (known == 0) {
                return 0;
            } else {
                boolean goesOn = line.startsWith(" ")
                        || line.startsWith("\t")
                        || line.matches("[\\s>]*<?[^\\s<>]+@[^\\s<>]+>?;?\\s*");
                boolean between =
                        line.isBlank() && i + 1 < lines.size() && headerName(lines.get(i + 1)) != null && known < 2;
                if (goesOn && !line.isBlank()) {
                    last = i + 1 - at;
                } else if (!between) {
                    break;
                }
            }
        }
        return from && known >= 2 ? last : 0;
    }

    /// In small letters, without quote marks and stars; null where the line is no header that is known.
    static @Nullable String headerName(String line) {
        String plain = line.replaceFirst("^[\\s>*_]+", "");
        int colon = colon(plain);
        if (colon <= 0 || colon > LONGEST_NAME) {
            return null;
        }
        String name = plain.substring(0, colon)
                .replaceAll("[*_]", "")
                .replaceAll("(?<=\\p{IsHan})\\s+(?=\\p{IsHan})", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean known = FROM.contains(name)
                || HEADERS.contains(name)
                || TECHNICAL.contains(name)
                || name.matches("x-[a-z-]+|arc-[a-z-]+");
        return known ? name : null;
    }

    /// What a header of the subject says, null where it is another one.
    static @Nullable String subject(String line) {
        String name = headerName(line);
        if (name == null
                || !Set.of("subject", "主题", "主題", "主旨", "betreff", "objet", "asunto", "assunto", "oggetto", "件名")
                        .contains(name)) {
            return null;
        }
        String plain = line.replaceFirst("^[\\s>*_]+", "");
        return withoutPrefix(
                plain.substring(colon(plain) + 1).replaceAll("^[*\\s]+", "").strip());
    }

    /// A subject without `Re:`, `Fwd:`, `回复：` in front of it.
    static String withoutPrefix(String subject) {
        return PREFIX.matcher(subject).replaceFirst("");
    }

    private static int colon(String line) {
        int ascii = line.indexOf(':');
        int wide = line.indexOf('：');
        return ascii < 0 ? wide : wide < 0 ? ascii : Math.min(ascii, wide);
    }
}
