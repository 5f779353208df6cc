package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.Change.ByValue;
import io.keqing.satisfaction.Change.Contribution;
import io.keqing.satisfaction.Change.Kind;
import io.keqing.satisfaction.Measure.Unit;
import io.keqing.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A change in plain words, for the screen, programs and paper alike.
public final class ChangeText {
    private static final int TOLD = 3;

    private final Change change;

    public ChangeText(Change change) {
        this.change = change;
    }

    /// How much it changed, and what most of that comes from.
    public Label summary() {
        Versus versus = change.change();
        Label measure = change.asked().kind().label();
        if (versus == null) {
            return new Label(measure.zh() + "：一边的人数不足，无法比较。", measure.en() + ": a side has too few people to compare.");
        }
        Label amount = amount(versus);
        List<Contribution> marked =
                change.parts().stream().filter(Contribution::isMarked).toList();
        if (marked.isEmpty()) {
            int tested = change.parts().size();
            return new Label(
                    amount.zh() + "已检验 " + tested + " 个部分（全部字段一并校正），没有一个超出偶然。",
                    amount.en()
                            + " None of the %d parts tested (corrected over all fields) is beyond chance."
                                    .formatted(tested));
        }
        // parts may hold beyond chance and cancel each other out
        boolean moved = versus.isMarked();
        StringBuilder zh = new StringBuilder(amount.zh()).append(moved ? "主要来自：" : "但超出偶然的部分有：");
        StringBuilder en = new StringBuilder(amount.en()).append(moved ? " Most of it: " : " Beyond chance are: ");
        for (int i = 0; i < Math.min(TOLD, marked.size()); i++) {
            Label part = part(marked.get(i));
            zh.append(i == 0 ? "" : "；").append(part.zh());
            en.append(i == 0 ? "" : "; ").append(part.en());
        }
        return new Label(zh.append("。").toString(), en.append(".").toString());
    }

    private Label amount(Versus versus) {
        double difference = versus.difference();
        Interval interval = versus.interval();
        String size = signless(Math.abs(difference));
        Label measure = change.asked().kind().label();
        boolean less = difference < 0;
        Label verb = switch (change.asked().against()) {
            case PERIOD -> less ? new Label("下降 ", "fell by ") : new Label("上升 ", "rose by ");
            case GROUP ->
                less
                        ? new Label("比另一组低 ", "is lower than the other group's by ")
                        : new Label("比另一组高 ", "is higher than the other group's by ");
            case REST ->
                less
                        ? new Label("比其余低 ", "is lower than the rest by ")
                        : new Label("比其余高 ", "is higher than the rest by ");
        };
        Label chance = versus.isMarked() ? new Label("。", ".") : new Label("，属偶然范围。", ", which chance explains.");
        return new Label(
                measure.zh() + " " + verb.zh() + size + unit().zh() + "（" + signed(interval.low()) + " 至 "
                        + signed(interval.high()) + "）" + chance.zh(),
                measure.en() + " " + verb.en() + size + unit().en() + " (" + signed(interval.low()) + " to "
                        + signed(interval.high()) + ")" + chance.en());
    }

    /// One part, such as "Channel phone: answered worse −5.0 (−8.1 to −1.9)".
    public Label part(Contribution part) {
        Label cause = cause(part);
        Interval interval = part.interval();
        String size = " " + signed(part.value());
        return new Label(
                part.fieldLabel().zh() + "“" + part.label().zh() + "”" + cause.zh() + size + "（"
                        + signed(interval.low()) + " 至 " + signed(interval.high()) + "）",
                part.fieldLabel().en() + " “" + part.label().en() + "” " + cause.en() + size + " ("
                        + signed(interval.low()) + " to " + signed(interval.high()) + ")");
    }

    /// What a part comes from: answers that are better or worse, or more or fewer of them.
    public Label cause(Contribution part) {
        if (part.kind() == Kind.RATE) {
            return part.value() < 0 ? new Label("评分变差", "answered worse") : new Label("评分变好", "answered better");
        }
        Optional<ByValue> value = change.fields().stream()
                .filter(field -> field.field().equals(part.field()))
                .flatMap(field -> field.values().stream())
                .filter(each -> each.key().equals(part.key()))
                .findFirst();
        double before = value.map(ByValue::shareBefore).orElse(0.0);
        double now = value.map(ByValue::shareNow).orElse(0.0);
        String shares = percent(before) + " → " + percent(now);
        return now > before
                ? new Label("占比上升（" + shares + "）", "has more of the answers (" + shares + ")")
                : new Label("占比下降（" + shares + "）", "has fewer of the answers (" + shares + ")");
    }

    /// A difference on the scale that people read, with its sign.
    public String signed(double value) {
        String text = signless(Math.abs(value));
        boolean zero = Double.parseDouble(text) == 0;
        return (zero ? "" : value < 0 ? "−" : "+") + text;
    }

    private String signless(double value) {
        return change.unit() == Unit.MEAN
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%.1f", 100 * value);
    }

    private Label unit() {
        return switch (change.unit()) {
            case POINTS -> new Label(" 分", " points");
            case PERCENT -> new Label(" 个百分点", " percentage points");
            case MEAN -> new Label("", "");
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
