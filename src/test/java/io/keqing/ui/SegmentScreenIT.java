package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A group made out of a search, in a browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentScreenIT {
    private EmbeddedServer portal;
    private Chromium chromium;

    @BeforeAll
    void open() throws Exception {
        chromium = new Chromium();
        portal = Caller.portal(Map.of());
        Caller admin = Caller.admin(portal);
        admin.make(Role.ANALYST);
        StringJoiner customers = new StringJoiner("\n");
        for (int i = 0; i < 30; i++) {
            customers.add(
                    "{\"source\": \"b\", \"id\": \"%02d\", \"tier\": \"%s\"}".formatted(i, i < 12 ? "gold" : "silver"));
        }
        HttpResponse<String> made =
                admin.call("POST", "/customers/_batch", customers.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
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

    @Test
    void theAnalystKeepsASearch_andSeesWhoIsInIt() {
        Page page = chromium.enter(portal, "analyst", Caller.PASSWORD, "zh-CN", ColorScheme.LIGHT);
        page.navigate(portal.getURI() + "/search/customers?f.tier=gold");
        page.locator("#save-as-segment").click();
        assertThat(page.locator("#segment-count")).containsText("12");
        page.locator("#segment-save").click();
        assertThat(page.locator("#segment-name")).hasAttribute("invalid", "");
        page.locator("#segment-name input").fill("金卡客户");
        page.locator("#segment-note input").fill("回访");
        page.locator("#segment-save").click();
        page.waitForURL("**/segments/*");
        Locator told = page.locator("#segment-told");
        assertThat(told).containsText("12");
        assertThat(page.locator(".segment-pane .segment-note")).hasText("回访");
        assertThat(page.locator(".segment-query")).hasText("tier:gold");

        // what cannot be asked is told beside the question
        page.locator("#segment-edit").click();
        page.locator("#segment-query input").fill("nonsense:1");
        page.locator("#segment-query input").blur();
        assertThat(page.locator("#segment-query")).hasAttribute("invalid", "");
        page.keyboard().press("Escape");

        page.locator("#segment-show").click();
        assertThat(page.locator("#total")).containsText("12");
    }

    @Test
    void inANarrowWindow_theFiltersFoldAway() {
        Page page = chromium.enter(portal, "analyst", Caller.PASSWORD, "en-US", ColorScheme.DARK);
        page.setViewportSize(420, 860);
        page.navigate(portal.getURI() + "/search/customers");
        assertThat(page.locator("#total")).containsText("30");
        assertThat(page.locator(".filter-panel .facet").first()).isHidden();
        page.locator(".filter-opener").click();
        assertThat(page.locator(".filter-panel .facet").first()).isVisible();
        assertEquals(
                true, page.locator(".query-place").boundingBox().width > 300, "the question has a line of its own");
    }
}
