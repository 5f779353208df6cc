package io.keqing.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/// The mark and the name, as the drawer and the sign-in page show them.
final class Brand extends Div {
    static final String MARK = "icons/keqing.svg";

    Brand() {
        addClassName("brand");
        Image mark = new Image(MARK, "");
        mark.addClassName("brand-mark");
        Span chinese = new Span("客情");
        chinese.getElement().setAttribute("lang", "zh");
        Span latin = new Span("Keqing");
        latin.addClassName("brand-latin");
        add(mark, chinese, latin);
    }
}
