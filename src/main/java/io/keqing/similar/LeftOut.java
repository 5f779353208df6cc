package io.keqing.similar;

import io.keqing.field.Label;
import java.util.Locale;

/// A part of a text that is not asked with, because it tells nothing of the issue.
///
/// @param lines of the text as it was pasted; of markup the number of tags
public record LeftOut(Part part, int lines) {
    /// In the order in which they are told.
    public enum Part {
        MARKUP(new Label("网页标记", "Markup")),
        HEADERS(new Label("邮件头", "Mail headers")),
        QUOTE(new Label("引用的邮件", "Quoted messages")),
        SIGNATURE(new Label("问候与签名", "Greeting and signature")),
        DISCLAIMER(new Label("免责声明", "Disclaimer")),
        LOG(new Label("日志", "Log lines")),
        STACK(new Label("堆栈", "Stack frames"));

        private final Label label;

        Part(Label label) {
            this.label = label;
        }

        public Label label() {
            return label;
        }

        /// As REST calls it.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
