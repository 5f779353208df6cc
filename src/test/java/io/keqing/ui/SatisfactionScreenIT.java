package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.keqing.ui.Chromium.shoot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Satisfaction in a real browser: 240 answers of 240 people over four months; half of the phone's are
/// detractors, all others promoters.
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SatisfactionScreenIT {
    private EmbeddedServer portal;
    private Chromium chromium;
    private Caller admin;

    @BeforeAll
    void open() throws Exception {
        chromium = new Chromium();
        portal = Caller.portal(Map.of());
        admin = Caller.admin(portal);
        admin.make(Role.ANALYST);
        StringJoiner answers = new StringJoiner("\n");
        for (int i = 0; i < 240; i++) {
            boolean phone = i % 3 == 0;
            boolean unhappy = phone && i % 2 == 0;
            answers.add(
                    ("{\"source\": \"b\", \"id\": \"%d\", \"customer\": \"P%d\", \"survey\": \"spring\", \"channel\": \"%s\", "
                                    + "\"nps\": %d, \"comment\": \"%s\", \"at\": \"2025-0%d-09T10:00:00Z\", "
                                    + "\"answers\": {\"speed\": %d, \"price\": %d, \"all\": %d}}")
                            .formatted(
                                    i,
                                    i,
                                    phone ? "phone" : "web",
                                    unhappy ? 3 : 10,
                                    unhappy ? "等待太久了" + i : "一切顺利" + i,
                                    1 + i % 4,
                                    1 + i % 5,
                                    1 + i * 7 % 5,
                                    1 + (i + i / 5) % 5));
        }
        HttpResponse<String> made =
                admin.call("POST", "/feedback/_batch", answers.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
        HttpResponse<String> put = admin.put("/surveys/spring", """
                {"label": {"zh": "春季", "en": "Spring"}, "questions": [
                    {"name": "all", "label": {"zh": "总体", "en": "Overall"}, "scale": [1, 5], "role": "overall"},
                    {"name": "speed", "label": {"zh": "速度", "en": "Speed"}, "scale": [1, 5]},
                    {"name": "price", "label": {"zh": "价格", "en": "Price"}, "scale": [1, 5]}]}
                """);
        assertEquals(200, put.statusCode(), put.body());
        admin.settle();
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

    private Page enter(String user, String locale, ColorScheme colours) {
        return chromium.enter(portal, user, Caller.PASSWORD, locale, colours);
    }

    private static void total(Page page, String count) {
        assertThat(page.locator("#total")).containsText(Pattern.compile("(^|\\D)" + count + "(\\D|$)"));
    }

    /// 200 promoters less 40 detractors of 240: 66.7 points; of the phone none.
    @Test
    void theAnalystSeesWhy_andEveryMarkOpensItsAnswers() {
        Page page = enter("analyst", "zh-CN", ColorScheme.LIGHT);
        String dashboard = portal.getURI() + "/satisfaction?f.survey=spring";
        page.navigate(dashboard);
        assertThat(page.locator("#score")).hasText("+66.7");
        assertThat(page.locator("#answers")).containsText("240");
        Locator phone = page.locator("#breakdown tbody tr").filter(new Locator.FilterOptions().setHasText("phone"));
        assertThat(phone).containsText("0.0");
        assertThat(phone).containsText("80");
        assertThat(phone).containsText("▼");
        assertThat(page.locator("#themes li").first()).containsText("40");
        assertThat(page.locator("#drivers")).containsText("R²");
        shoot(page, "satisfaction-light");
        phone.locator("a").click();
        total(page, "80");
        page.navigate(dashboard);
        page.locator("#themes li a").first().click();
        total(page, "40");
        page.navigate(dashboard);
        page.locator("#trend .insight-title vaadin-button").click();
        assertThat(page.locator("#trend table tbody tr")).hasCount(4);
        page.locator("#trend .insight-title vaadin-button").click();
        point(page, "#trend", 1);
        total(page, "60");
        page.navigate(dashboard);
        point(page, "#distribution", 3);
        total(page, "40");
        page.navigate(dashboard);
        point(page, "#heat", 0);
        page.waitForURL(Pattern.compile(".*search/feedback.*f\\.channel=.*"));
        assertTrue(page.url().contains("f.at="), page.url());
        assertThat(page.locator("#total")).containsText(Pattern.compile("20|40"));
        assertEquals(List.of(), chromium.complaints());
    }

    /// As the chart itself tells of a click.
    private static void point(Page page, String card, int index) {
        Locator chart = page.locator(card + " keqing-chart[ready]");
        assertThat(chart).isVisible();
        chart.evaluate(
                "(chart, index) => chart.dispatchEvent(new CustomEvent('keqing-chart-point', "
                        + "{detail: {series: '', name: '', index}}))",
                index);
    }

    @Test
    void aSurveyIsMadeConfidentialOnScreen() throws Exception {
        StringJoiner answers = new StringJoiner("\n");
        for (int i = 0; i < 60; i++) {
            answers.add("{\"source\": \"q\", \"id\": \"%d\", \"survey\": \"quiet\", \"channel\": \"%s\", \"nps\": 10}"
                    .formatted(i, i < 3 ? "fax" : i < 30 ? "web" : "phone"));
        }
        assertEquals(
                200,
                admin.call("POST", "/feedback/_batch", answers.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        admin.settle();
        HttpResponse<String> put = admin.put("/surveys/quiet", "{\"label\": \"Quiet\", \"breakdowns\": [\"channel\"]}");
        assertEquals(200, put.statusCode(), put.body());
        Page page = enter("admin", "en-US", ColorScheme.DARK);
        page.navigate(portal.getURI() + "/surveys");
        page.locator("#surveys a")
                .filter(new Locator.FilterOptions().setHasText("quiet"))
                .click();
        page.locator("#label-en input").fill("Quiet survey");
        page.locator("#confidential input").check();
        assertThat(page.locator("#breakdowns")).containsText("Channel");
        page.locator("#save-survey").click();
        assertThat(page.locator("vaadin-notification-card")).containsText("Saved");
        shoot(page, "survey-dark");
        admin.settle();
        assertEquals(
                0,
                admin.read("/feedback/search?f.survey=quiet&size=0")
                        .path("total")
                        .asInt());
        page.navigate(portal.getURI() + "/satisfaction?f.survey=quiet");
        assertThat(page.locator("#score")).hasText("+100.0");
        assertThat(page.locator(".confidential")).isVisible();
        Locator hidden = page.locator("#breakdown tbody tr").filter(new Locator.FilterOptions().setHasText("hidden"));
        assertThat(hidden).hasCount(2);
        assertThat(page.locator("#themes")).isHidden();
        shoot(page, "satisfaction-confidential-dark");
        assertEquals(List.of(), chromium.complaints());
    }
}
