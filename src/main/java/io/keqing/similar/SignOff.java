package io.keqing.similar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What stands round the words of a mail and tells nothing: how it greets, who signs, what lawyers and
/// programs add.
final class SignOff {
    /// A closing line is followed by a name, a title, a few ways to be reached; what is longer is text again.
    private static final int LINES_OF_SIGNATURE = 12;

    private static final int LONGEST_LINE = 90;
    private static final int LONGEST_CLOSING = 60;

    private static final Pattern DELIMITER = Pattern.compile("^\\s*(?:--|—|–|_{2,}|-{3,}|={3,}|\\*{3,})\\s*$");

    private static final Pattern CLOSING = Pattern.compile(
            "^[\\s*_]*(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|sincere|friendly|with)?\\s*(?:regards|wishes|greetings)"
                    + "|(?:with )?(?:many |kind )?thanks(?: (?:and|&) (?:best |kind )?(?:regards|wishes)| in advance| again| a lot| so much)?"
                    + "|thank you(?: very much| in advance| so much| again)?|sincerely(?: yours)?|yours(?: (?:sincerely|faithfully|truly))?"
                    + "|respectfully(?: yours)?|cheers|all the best|best|take care|br|kr|rgds|thx|tia|regards"
                    + "|mit (?:freundlichen|besten|vielen|lieben|herzlichen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|freundliche|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg"
                    + "|(?:bien )?cordialement|bien à vous|salutations.*|cdlt|(?:un )?(?:cordial )?saludos?(?: cordiales)?|un saludo|atentamente"
                    + "|atenciosamente|cumprimentos|abraços|cordiali saluti|distinti saluti|saluti|met vriendelijke groet(?:en)?|mvg"
                    + "|med vänlig(?:a)? hälsning(?:ar)?|med venlig hilsen|vennlig hilsen|pozdrawiam|z poważaniem|с уважением"
                    + "|祝好|此致|敬礼|敬禮|此致敬礼|顺祝商祺|順祝商祺|顺颂商祺|即颂|谨启|敬上|敬启|致礼|顺祝.{0,8}|祝您.{0,12}|祝您?(?:工作|生活|身体|一切|商).{0,10}|祝商祺|商祺|谢谢|謝謝|多谢|感谢|非常感谢|先谢谢了?|谢谢您?|谢谢！?|敬祝.{0,8}"
                    + "|よろしくお願い(?:いた|致)?します|以上|敬具|감사합니다)"
                    + "\\s*(?:[,，.。!！~～…]*)\\s*(?:[,，]\\s*[\\p{L} .'-]{1,40})?[*_\\s]*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern TEAM = Pattern.compile(
            "^\\s*(?:your |the )?[\\p{L} &]{0,30}(?:team|desk|support|service|care)\\s*$|^\\s*[\\p{IsHan}A-Za-z]{0,12}(?:部|中心|团队|客服|小组|专员)\\s*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DEVICE = Pattern.compile(
            "^[\\s*_(（\\[]*(?:(?:sent|get|composed|written) (?:from|via|using|with|by|outlook|on) ?(?:my |the )?.{0,60}"
                    + "|(?:get|download|try) .{0,30}(?:for ios|for android|outlook).{0,30}"
                    + "|(?:发自|發自|来自|來自|从|從)(?:我的|我|手机|企业).{1,40}|(?:发自|發送自|发送自|傳送自|寄自).{1,40}|来自(?:QQ|网易|新浪|华为|小米|Outlook).{0,30}"
                    + "|.{0,20}(?:邮箱大师|手机邮箱|QQ邮箱|Foxmail)(?:发送|发出)?.{0,10}|获取.{0,10}outlook.{0,20}|下载.{0,10}outlook.{0,20}"
                    + "|von meinem .{1,40}gesendet|gesendet (?:von|mit) .{1,40}|envoyé (?:de|depuis|à partir de) .{1,40}|enviado (?:desde|do|de|via|a partir) .{1,40}"
                    + "|inviato da .{1,40}|verzonden (?:vanaf|met|vanuit) .{1,40}|skickat från .{1,40}|sendt fra .{1,40}|wysłane z .{1,40}"
                    + "|отправлено (?:с|из) .{1,40}|.{0,20}から送信|나의 .{1,20}에서 보냄)[\\s*_)）\\]]*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern GREETING = Pattern.compile(
            "^[\\s*_]*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern"
                    + "|hallo|guten (?:tag|morgen|abend)|sehr geehrte\\p{L}*|liebe\\p{L}*|bonjour|bonsoir|madame|monsieur|cher|chère|hola|buenos días|buenas|estimad\\p{L}*"
                    + "|olá|prezad\\p{L}*|bom dia|ciao|buongiorno|gentile|beste|geachte|добрый день|здравствуйте|уважаем\\p{L}*)"
                    + "(?:[ ,][^.?!。？！:：]{0,40})?[,.:!\\s–-]*"
                    + "|(?:亲爱的|尊敬的|敬爱的)?[\\p{IsHan}A-Za-z]{0,10}(?:您好|你好|先生|女士|老师|团队|客服|大家好|早上好|下午好|晚上好|上午好|收)\\s*[,，:：!！~。.]*)\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern CONTACT = Pattern.compile(
            "^[\\s*_|·•]*(?:(?:tel|phone|mobile|mob|cell|fax|e-?mail|web|www|direct|office|skype|wechat|whatsapp|t|m|p|f|e|w)\\s*[.:：)]\\s*\\S.*"
                    + "|(?:电话|電話|手机|手機|传真|傳真|邮箱|郵箱|邮件|网址|網址|地址|微信|微信号|座机|固话|QQ|邮编|公司|部门|职位|联系电话|联系人|联系方式)\\s*[:：].*"
                    + "|(?:https?://|www\\.)\\S+|[\\w.+-]+@[\\w.-]+|\\+?[\\d\\s()/.-]{7,25})\\s*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DISCLAIMER = Pattern.compile(
            "(?:this|the|our) (?:e-?mail|message|communication|transmission)(?:,? ?(?:and|including|together with).{0,60})?,? (?:is|are|may|contains?|and|was|has been)\\b.{0,120}(?:confidential|privileg|intended|propriet|viruses|scanned|legally)"
                    + "|(?:information|contents?) (?:contained |transmitted )?(?:in|of|by) this (?:e-?mail|message|transmission|communication)"
                    + "|(?:confidentiality|legal|privacy|disclaimer)\\s*(?:notice|note|disclaimer|warning)?\\s*[:：—-]|^\\W*disclaimer\\W*$|^\\W*confidentiality notice\\W*$"
                    + "|if you (?:are|were) not the (?:intended|named|addressed)|(?:you )?(?:have )?received this (?:e-?mail|message|communication|transmission).{0,40}(?:error|mistake)"
                    + "|please (?:consider|think of|think about) the environment|before printing this|do not print this"
                    + "|(?:virus|malware)-?free\\.? ?(?:www)?|checked for viruses|does not accept (?:any )?(?:liability|responsibility)|not (?:be )?liable for"
                    + "|unauthori[sz]ed (?:use|disclosure|copying|distribution|review)|any (?:views|opinions) (?:expressed|presented)"
                    + "|registered (?:office|in england|number)|(?:to )?unsubscribe\\b.{0,80}(?:here|click|list|link|visit|mail)|you (?:are receiv|receiv)\\w* this (?:e-?mail|message|notification) because"
                    + "|please do not reply to this (?:e-?mail|message)|this is an automat\\w+ (?:generated )?(?:e-?mail|message|reply|response)"
                    + "|diese (?:e-?mail|nachricht) (?:und|enthält|kann|ist).{0,80}(?:vertraulich|rechtlich|bestimmt)|wenn sie nicht der (?:richtige|beabsichtigte)"
                    + "|ce (?:message|courriel|mail).{0,80}(?:confidentiel|destin)|este (?:mensaje|correo|e-?mail).{0,80}(?:confidencial|destinat|dirigido)|esta mensagem.{0,80}confidenci|questo messaggio.{0,80}(?:confidenzial|riservat)"
                    + "|本(?:电子)?(?:邮件|郵件|信件|邮件及其附件|消息)(?:及(?:其)?(?:任何)?附件)?.{0,30}(?:保密|机密|機密|仅供|僅供|专有|专供|受法律|可能含有|可能包含|所含|内容仅)"
                    + "|(?:如果?|若|倘若)?(?:您|你|阁下)?(?:不是|并非|非|误收|錯誤收到|错误收到|错收|意外收到).{0,12}(?:收件人|收信人|接收者|本邮件|本郵件|此邮件|该邮件)"
                    + "|免责声明|免責聲明|保密声明|保密聲明|保密提示|法律声明|严禁.{0,10}(?:复制|传播|转发|披露)|请勿.{0,6}(?:复制|传播|披露|散布).{0,10}(?:邮件|内容|信息)|未经(?:授权|许可|允许).{0,20}(?:使用|复制|披露|传播|转发)"
                    + "|请立即(?:通知|告知)发件人|立即(?:删除|销毁)(?:本|该|此)?(?:邮件|郵件)|请?(?:考虑|爱护|保护)环境.{0,15}打印|是否(?:真的)?(?:需要|必要)打印|系统自动(?:发送|发出|回复).{0,20}|此(?:邮件|信)为系统.{0,20}|退订",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern BANNER = Pattern.compile(
            "^\\W*(?:(?:caution|warning|attention|external|notice)\\b.{0,20}(?:this (?:e-?mail|message)|external|originated|outside).{0,200}|external(?: e-?mail| sender)?"
                    + "|you don.t often get (?:e-?mail|mail) from.{0,120}|外部邮件.{0,40}|(?:注意|警告|提醒)[:：]?.{0,10}(?:此|本|该)?邮件来自(?:外部|公司外).{0,60})\\W*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private SignOff() {}

    /// Whether the paragraph is there for lawyers, printers or programs.
    static boolean isDisclaimer(String paragraph) {
        return DISCLAIMER.matcher(paragraph).find() || BANNER.matcher(paragraph).matches();
    }

    static boolean isDevice(String line) {
        return line.length() <= LONGEST_LINE && DEVICE.matcher(line).matches();
    }

    static boolean isGreeting(String line) {
        return line.length() <= LONGEST_CLOSING && GREETING.matcher(line).matches();
    }

    /// Whether a message ends with this line, or with the name below it.
    static boolean endsMessage(String line) {
        return line.length() <= LONGEST_CLOSING
                && (CLOSING.matcher(line).matches() || TEAM.matcher(line).matches());
    }

    /// Where the signature of some lines begins; their number where they have none. They must not be quoted.
    static int signature(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        int begin = lines.size();
        for (int at = Math.max(0, end - LINES_OF_SIGNATURE - 1); at < end; at++) {
            String line = lines.get(at);
            boolean closing =
                    line.length() <= LONGEST_CLOSING && CLOSING.matcher(line).matches();
            if ((closing || DELIMITER.matcher(line).matches()) && isShort(lines.subList(at + 1, end), !closing)) {
                begin = at;
                break;
            }
        }
        int contacts = end;
        while (contacts > 0 && isContact(lines.get(contacts - 1))) {
            contacts--;
        }
        return end - contacts >= 2 && contacts > 0 ? Math.min(begin, contacts) : begin;
    }

    private static boolean isContact(String line) {
        return line.length() <= LONGEST_LINE && CONTACT.matcher(line).matches();
    }

    /// Names and addresses are short and ask nothing. Behind a delimiter that says so even a motto may stand.
    private static boolean isShort(List<String> lines, boolean delimited) {
        List<String> filled = new ArrayList<>();
        lines.stream().filter(line -> !line.isBlank()).forEach(filled::add);
        int longest = delimited ? LONGEST_LINE + LONGEST_LINE : LONGEST_LINE;
        return filled.size() <= LINES_OF_SIGNATURE
                && filled.stream().allMatch(line -> line.length() <= longest && (delimited || !asks(line)));
    }

    private static boolean asks(String line) {
        return line.endsWith("?")
                || line.endsWith("？")
                || line.codePoints().filter(SignOff::isHan).count() > 25
                || line.split("\\s+").length > 12 && line.matches(".*[.!]\\s*$");
    }

    private static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
