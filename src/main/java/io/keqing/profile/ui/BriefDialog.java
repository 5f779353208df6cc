package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.profile.BriefText;
import io.keqing.profile.HandOver;
import io.keqing.ui.CopyButton;
import io.keqing.ui.Values;

/// The brief for whoever takes over: on one screen, to be copied as text, to be printed.
final class BriefDialog extends Dialog {
    /// A frame of its own: the page around the dialog is not printed with it.
    private static final String PRINT = """
            const frame = document.createElement('iframe');
            frame.setAttribute('aria-hidden', 'true');
            Object.assign(frame.style, {position: 'fixed', width: '0', height: '0', border: '0'});
            document.body.append(frame);
            const page = frame.contentDocument;
            page.title = $1;
            page.body.append(page.importNode($0, true));
            page.body.style.font = '11pt sans-serif';
            frame.contentWindow.addEventListener('afterprint', () => frame.remove());
            frame.contentWindow.focus();
            frame.contentWindow.print();""";

    private final Div content = new Div();

    BriefDialog(HandOver.Brief brief, Values values) {
        BriefText text = new BriefText(values, getLocale());
        setHeaderTitle(getTranslation("profile.brief"));
        addClassName("brief-dialog");
        setWidth("68rem");
        content.setId("brief-content");
        content.addClassName("brief");
        H2 who = new H2(text.who(brief));
        Paragraph facts = new Paragraph(text.facts(brief));
        Paragraph made = new Paragraph(text.asOf(brief) + " · " + getTranslation("profile.brief.made"));
        made.addClassName("dim");
        Div parts = new Div();
        parts.addClassName("brief-parts");
        text.parts(brief).forEach(part -> parts.add(part(part, text, values)));
        content.add(who, facts, parts, made);
        add(content);

        String whole = text.whole(brief);
        Button copy = new CopyButton(getTranslation("profile.brief.copy"), whole);
        copy.setId("copy-brief");
        Button print = new Button(
                getTranslation("profile.brief.print"),
                new Icon(VaadinIcon.PRINT),
                click -> getElement().executeJs(PRINT, content.getElement(), text.who(brief)));
        print.setId("print-brief");
        Button close = new Button(getTranslation("profile.brief.close"), click -> close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(copy, print, close);
    }

    private Div part(BriefText.Part part, BriefText text, Values values) {
        H3 title = new H3(
                part.total() < 0 ? part.title() : part.title() + " (" + values.number(part.total(), getLocale()) + ")");
        UnorderedList list = new UnorderedList();
        part.lines().forEach(line -> list.add(new ListItem(line)));
        Div box = new Div(title);
        if (part.lines().isEmpty()) {
            Paragraph nothing = new Paragraph(text.nothing());
            nothing.addClassName("dim");
            box.add(nothing);
        } else {
            box.add(list);
        }
        if (part.total() > part.lines().size()) {
            Paragraph more = new Paragraph(getTranslation(
                    "profile.brief.more",
                    values.number(part.total() - part.lines().size(), getLocale())));
            more.addClassName("dim");
            box.add(more);
        }
        return box;
    }
}
