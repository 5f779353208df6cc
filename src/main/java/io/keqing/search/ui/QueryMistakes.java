package io.keqing.search.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.search.Mistake;
import java.util.List;
import java.util.stream.Collectors;

/// What could not be asked of the words in the box: underlined where it stands, and explained below, a line
/// each. The underline goes when somebody types on.
@StyleSheet("questions.css")
final class QueryMistakes extends Div {
    private final QueryBox box;
    private final Div underline = new Div();
    private final Div lines = new Div();

    QueryMistakes(QueryBox box) {
        this.box = box;
        addClassName("query-mistakes");
        underline.addClassName("query-underline");
        underline.getElement().setAttribute("aria-hidden", "true");
        lines.getElement().setAttribute("role", "status");
        add(underline, lines);
        setVisible(false);
    }

    /// @param words as they stand in the box
    void show(String words, List<Mistake> mistakes) {
        lines.removeAll();
        setVisible(!mistakes.isEmpty());
        for (Mistake mistake : mistakes) {
            Span part = new Span(mistake.part(words));
            part.addClassName("mistake-part");
            Div line = new Div(part, new Span(mistake.detail().in(getLocale())));
            line.addClassName("mistake");
            lines.add(line);
        }
        if (!mistakes.isEmpty()) {
            String places = mistakes.stream()
                    .map(mistake -> mistake.from() + "-" + mistake.to())
                    .collect(Collectors.joining(","));
            underline(words, places);
        }
    }

    /// Behind the number of what was found: which parts it leaves out of account. Empty where it is the number
    /// of the
    /// whole question.
    String without(String words, List<Mistake> mistakes) {
        String parts = mistakes.stream()
                .filter(Mistake::leftOut)
                .map(mistake -> "«" + mistake.part(words) + "»")
                .collect(Collectors.joining(", "));
        return parts.isEmpty() ? "" : " · " + getTranslation("search.total.without", parts);
    }

    /// The same text in the same type over the box, seen only by its underlines: an input cannot mark a part of
    /// what it holds. Text goes in as text nodes.
    private void underline(String words, String places) {
        underline.getElement().executeJs("""
                const field = $0, text = $1, at = this;
                const line = document.createElement('span');
                let end = 0;
                for (const place of $2.split(',')) {
                  const [from, to] = place.split('-').map(Number);
                  if (from < end) continue;
                  line.append(text.slice(end, from));
                  const wrong = document.createElement('u');
                  wrong.append(text.slice(from, to));
                  line.append(wrong);
                  end = to;
                }
                line.append(text.slice(end));
                at.replaceChildren(line);
                at.hidden = false;
                const put = () => {
                  const input = field.inputElement;
                  if (!input || !at.isConnected) return;
                  const type = getComputedStyle(input);
                  for (const name of ['font', 'letterSpacing', 'paddingLeft', 'paddingRight']) at.style[name] = type[name];
                  const box = input.getBoundingClientRect(), here = at.parentElement.getBoundingClientRect();
                  at.style.left = (box.left - here.left) + 'px';
                  at.style.top = (box.top - here.top) + 'px';
                  at.style.width = box.width + 'px';
                  at.style.lineHeight = box.height + 'px';
                  at.style.height = (box.height + 6) + 'px';
                  line.style.marginLeft = -input.scrollLeft + 'px';
                };
                requestAnimationFrame(() => requestAnimationFrame(put));
                const input = field.inputElement;
                if (input && !at.watched) {
                  at.watched = true;
                  input.addEventListener('input', () => { at.hidden = true; });
                  input.addEventListener('scroll', () => { if (at.firstChild) at.firstChild.style.marginLeft = -input.scrollLeft + 'px'; });
                }
                at.watch?.disconnect();
                at.watch = new ResizeObserver(put);
                at.watch.observe(field);""", box.getElement(), words, places);
    }
}
