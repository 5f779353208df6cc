package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The manager's Monday in a browser: figures, an early warning, the rules of a class, movements.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagersScreensIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private EmbeddedServer portal;
    private Chromium chromium;

    @BeforeAll
    void open() throws Exception {
        chromium = new Chromium();
        portal = Caller.portal(Map.of("keqing.zone", ZONE.getId()));
        Caller admin = Caller.admin(portal);
        admin.make(Role.MANAGER);
        List<String> lines = new ArrayList<>();
        int id = 0;
        for (int day = 70; day >= 0; day--) {
            // a case a day, and twelve on each of the last two
            for (int i = 0; i < (day < 2 ? 12 : 1); i++) {
                Instant at = Instant.now().minus(day, ChronoUnit.DAYS).minusSeconds(120);
                lines.add(
                        "{\"source\": \"m\", \"id\": \"%d\", \"customer\": \"k%d\", \"kind\": \"case\", \"product\": \"水壶\", \"channel\": \"phone\", \"topic\": \"漏水\", \"body\": \"壶底漏水\", \"at\": \"%s\"}"
                                .formatted(id++, id % 9, at));
                lines.add(
                        "{\"source\": \"m\", \"id\": \"%d\", \"customer\": \"k%d\", \"kind\": \"order\", \"amount\": 50, \"at\": \"%s\"}"
                                .formatted(id++, id % 9, at));
            }
        }
        assertEquals(
                200,
                admin.call(
                                "POST",
                                "/interactions/_batch",
                                String.join("\n", lines),
                                "Content-Type",
                                "application/x-ndjson")
                        .statusCode());
        admin.settle();
        assertEquals(
                200, admin.post("/alerts/look?day=" + LocalDate.now(ZONE), "{}").statusCode());
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (portal != null) {
            portal.close();
        }
    }

    @Test
    void theManagerSeesWhatMoved_andDecides() {
        Page page = chromium.enter(portal, "manager", Caller.PASSWORD, "zh-CN", ColorScheme.LIGHT);
        page.navigate(portal.getURI() + "/alerts");
        assertThat(page.locator("#alerts")).containsText("水壶");
        assertThat(page.locator("#alert-pane h2")).containsText("漏水");
        page.locator("#alert-close").click();
        page.locator("#alert-reason input").fill("换了密封圈");
        page.locator("#alert-close-done").click();
        assertThat(page.locator("#alerts")).containsText("已关闭");
        assertThat(page.locator("#alert-pane")).containsText("换了密封圈");

        page.navigate(portal.getURI() + "/kpis");
        assertThat(page.locator("#kpi-complaintRate .kpi-value")).hasText("0.0 %");
        page.locator("#kpi-by").click();
        page.locator("vaadin-select-item").getByText("渠道").click();
        assertThat(page.locator("#kpi-groups")).containsText("电话");

        page.navigate(portal.getURI() + "/classes/lifecycle");
        assertThat(page.locator("#class-counts")).containsText("9");
        page.locator("#rules .rule-when input").nth(2).fill("orders: 999..");
        page.locator("#rules .rule-when input").nth(2).blur();
        page.locator("#scheme-count").click();
        assertThat(page.locator("#rules .rule-count").nth(2)).hasText("0");
        page.locator("#rules .rule-when input").nth(2).fill("moon: 1..");
        page.locator("#rules .rule-when input").nth(2).blur();
        page.locator("#scheme-count").click();
        assertThat(page.locator(".classes-view")).containsText("moon");
        page.locator("#strategy-add").click();
        page.locator("#strategy-note input").fill("寄一封信");
        page.locator("#strategy-keep").click();
        assertThat(page.locator("#strategies")).containsText("寄一封信");

        page.navigate(portal.getURI() + "/movements");
        assertThat(page.locator("#movement-matrix")).containsText("潜在");
        page.locator("#movements vaadin-tab").nth(1).click();
        assertThat(page.locator("#movement-body")).containsText("复购留存");
        page.locator("#movements vaadin-tab").nth(2).click();
        assertThat(page.locator("#churn-rate")).containsText("流失率");
        page.locator("#movements vaadin-tab").nth(3).click();
        assertThat(page.locator("#win-back-told")).containsText("0 位可以联系");
        page.locator("#movements vaadin-tab").nth(4).click();
        assertThat(page.locator("#clv-model")).containsText("BG/NBD");
    }
}
