package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A row of small bars. A span of them is chosen by dragging over it, a single one by a click; with the
/// keyboard by arrows, Shift and Enter.
@Tag("keqing-histogram")
@JsModule("./keqing-histogram.ts")
final class Histogram extends Component {
    /// @param text what the bar stands for and how many, for the pointer and for those who hear the page
    /// @param chosen whether it lies in what is chosen
    record Bar(String text, long count, boolean chosen) {}

    /// @param label what the bars show
    /// @param hint how to choose, for those who hear the page
    Histogram(String label, String hint) {
        getElement().setProperty("label", label);
        getElement().setProperty("hint", hint);
    }

    /// @param first what stands below the row's beginning
    /// @param last what stands below its end
    void setBars(List<Bar> bars, String first, String last) {
        getElement().setProperty("first", first);
        getElement().setProperty("last", last);
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Bar bar : bars) {
            all.addObject().put("text", bar.text()).put("count", bar.count()).put("chosen", bar.chosen());
        }
        getElement().setPropertyJson("bars", all);
    }

    Registration addSpanListener(ComponentEventListener<SpanEvent> listener) {
        return addListener(SpanEvent.class, listener);
    }

    /// From a bar to a bar, both included.
    @DomEvent("span-chosen")
    public static final class SpanEvent extends ComponentEvent<Histogram> {
        private final int first;
        private final int last;

        public SpanEvent(
                Histogram source,
                boolean fromClient,
                @EventData("event.detail.first") int first,
                @EventData("event.detail.last") int last) {
            super(source, fromClient);
            this.first = first;
            this.last = last;
        }

        int first() {
            return first;
        }

        int last() {
            return last;
        }
    }
}
