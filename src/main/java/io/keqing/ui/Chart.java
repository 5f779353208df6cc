package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.shared.Registration;
import tools.jackson.databind.node.ObjectNode;

/// An Apache ECharts chart: bar, line, pie, scatter or heat map, drawn in the colours of the page, light
/// or dark, which it follows by itself. The option is ECharts' own JSON; there is no Java model of it,
/// which would only ever be behind.
@Tag("keqing-chart")
@NpmPackage(value = "echarts", version = "6.1.0")
@JsModule("./keqing-chart.ts")
public final class Chart extends Component implements HasSize, HasStyle {
    /// @param label what the chart shows, for those who can't see it
    public Chart(String label) {
        getElement().setProperty("label", label);
    }

    /// @param option as in the ECharts documentation; colours and fonts left out are the page's
    public void setOption(ObjectNode option) {
        getElement().setPropertyJson("option", option);
    }

    /// Called when somebody clicks a bar, a point or a slice.
    public Registration addPointListener(ComponentEventListener<PointEvent> listener) {
        return addListener(PointEvent.class, listener);
    }

    /// One clicked datum.
    @DomEvent("keqing-chart-point")
    public static final class PointEvent extends ComponentEvent<Chart> {
        private final String series;
        private final String name;
        private final int index;

        public PointEvent(
                Chart source,
                boolean fromClient,
                @EventData("event.detail.series") String series,
                @EventData("event.detail.name") String name,
                @EventData("event.detail.index") int index) {
            super(source, fromClient);
            this.series = series;
            this.name = name;
            this.index = index;
        }

        public String series() {
            return series;
        }

        /// The category on the axis, or the name of the slice.
        public String name() {
            return name;
        }

        /// The datum's place in its series, from 0.
        public int index() {
            return index;
        }
    }
}
