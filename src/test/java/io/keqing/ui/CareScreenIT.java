package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The support agent works through a care list in a browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CareScreenIT {
    private EmbeddedServer portal;
    private Chromium chromium;

    @BeforeAll
    void open() throws Exception {
        chromium = new Chromium();
        portal = Caller.portal(Map.of("keqing.zone", "Asia/Shanghai"));
        Caller admin = Caller.admin(portal);
        admin.make(Role.SUPPORT);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        for (int i = 0; i < 3; i++) {
            String customer = "{\"name\": \"寿星%d\", \"consent\": %b, \"birthday\": \"%s\"}"
                    .formatted(i, i < 2, today.plusDays(i).minusYears(30));
            assertEquals(201, admin.put("/customers/b/" + i, customer).statusCode());
        }
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
    void theAgentMarksWhoWasCongratulated() {
        Page page = chromium.enter(portal, "support", Caller.PASSWORD, "zh-CN", ColorScheme.LIGHT);
        page.navigate(portal.getURI() + "/care");
        assertThat(page.locator("#care-total")).containsText("2");
        assertThat(page.locator("#care-total")).containsText("1");
        assertThat(page.locator("#care")).containsText("满 30 岁");
        page.locator(".care-done").first().click();
        assertThat(page.locator("#care-total")).hasText("1 位客户；另有 1 位不愿被联系，未列出");
        assertThat(page.locator("#care")).not().containsText("寿星0");
        page.locator("#care-days input").fill("0");
        page.locator("#care-days input").blur();
        assertThat(page.locator("#care-total")).containsText("0 位客户");
        page.locator("#care-lists vaadin-tab").last().click();
        page.waitForURL("**/care/contractEnding");
        assertThat(page.locator("#care-days input")).hasValue("60");
    }
}
