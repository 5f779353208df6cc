package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// Views that only the shell's tests open.
final class TestViews {
    private TestViews() {}

    @Route("test/chart")
    @Menu(title = "shell.start", icon = "vaadin:bar-chart", order = 1)
    @PermitAll
    @Prototype
    @Requires(property = "test.views")
    static final class ChartView extends Div implements HasDynamicTitle {
        ChartView() {
            addClassName("view");
            ErrorNotice notice = new ErrorNotice();
            notice.searchIsDown();
            ObjectNode option = new ObjectMapper().createObjectNode();
            option.putObject("legend");
            option.putObject("xAxis")
                    .put("type", "category")
                    .putArray("data")
                    .add("金卡")
                    .add("银卡")
                    .add("普卡");
            option.putObject("yAxis").put("type", "value");
            var series = option.putArray("series");
            for (String name : new String[] {"2025", "2026"}) {
                ObjectNode one = series.addObject().put("type", "bar").put("name", name);
                one.putArray("data").add(120).add(80 + name.hashCode() % 40).add(30);
            }
            Chart chart = new Chart("Customers by tier");
            chart.setWidthFull();
            chart.setHeight("20rem");
            chart.setOption(option);
            Span clicked = new Span();
            clicked.setId("clicked");
            chart.addPointListener(event -> clicked.setText(event.series() + " " + event.name()));
            Button failing = new Button("fail", click -> {
                throw new IllegalStateException("on purpose");
            });
            failing.setId("fail");
            add(notice, chart, clicked, failing);
        }

        @Override
        public String getPageTitle() {
            return getTranslation("shell.start");
        }
    }

    @Route("test/admin")
    @Menu(title = "shell.menu", icon = "vaadin:cog", order = 2)
    @RolesAllowed("ADMIN")
    @Prototype
    @Requires(property = "test.views")
    static final class AdminView extends Div {}

    @Route("test/broken")
    @PermitAll
    @Prototype
    @Requires(property = "test.views")
    static final class BrokenView extends Div implements BeforeEnterObserver {
        @Override
        public void beforeEnter(BeforeEnterEvent event) {
            throw new IllegalStateException("jdbc:secret");
        }
    }

    /// Forgot to say who may see it, so nobody may.
    @Route("test/forgotten")
    @Prototype
    @Requires(property = "test.views")
    static final class ForgottenView extends Div {}
}
