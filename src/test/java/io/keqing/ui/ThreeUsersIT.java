package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.keqing.ui.Chromium.shoot;
import static io.keqing.ui.Chromium.withText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The day of each of the three people Keqing is for, in a real browser over the real engines and models.
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeUsersIT {
    private EmbeddedServer portal;
    private Chromium chromium;

    @BeforeAll
    void open() throws Exception {
        chromium = new Chromium();
        portal = Caller.portal(Map.of("keqing.vectors.enabled", true));
        Caller admin = Caller.admin(portal);
        admin.make(Role.ANALYST);
        admin.make(Role.MANAGER);
        admin.make(Role.SUPPORT);
        StringBuilder customers = new StringBuilder();
        StringBuilder interactions = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            customers.append(
                    "{\"source\":\"shop\",\"id\":\"c%d\",\"name\":\"%s\",\"tier\":\"%s\",\"phone\":\"139%08d\"}%n"
                            .formatted(i, i == 7 ? "陳小明" : "王芳" + i, i % 3 == 0 ? "gold" : "silver", i));
            interactions.append(
                    "{\"source\":\"shop\",\"id\":\"i%d\",\"customer\":\"c%d\",\"kind\":\"%s\",\"channel\":\"%s\",\"status\":\"closed\",\"at\":\"2025-0%d-01T08:00:00Z\",\"subject\":\"第%d次联系\"}%n"
                            .formatted(
                                    i,
                                    i,
                                    i % 4 == 0 ? "complaint" : "call",
                                    i % 2 == 0 ? "phone" : "app",
                                    1 + i % 6,
                                    i));
        }
        interactions.append("""
                {"source":"shop","id":"open","customer":"c7","kind":"case","channel":"phone","status":"open","at":"2025-07-01T08:00:00Z","subject":"水壶漏水","body":"新买的水壶底部一直滴水"}
                {"source":"shop","id":"solved","customer":"c8","kind":"case","channel":"app","status":"resolved","at":"2025-06-01T08:00:00Z","resolvedAt":"2025-06-02T08:00:00Z","subject":"电热水壶渗水","body":"壶底渗水，台面都湿了","resolution":"更换密封圈后不再漏水"}
                """);
        batch(admin, "customers", customers.toString());
        batch(admin, "interactions", interactions.toString());
        admin.search("/interactions/search?size=0&facets=", 62);
        for (int i = 0;
                i < 600
                        && !admin.read("/prior-issues/vectors")
                                .path("state")
                                .asText()
                                .equals("done");
                i++) {
            Thread.sleep(100);
        }
    }

    @AfterAll
    void close() {
        if (portal != null) {
            portal.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static void batch(Caller admin, String type, String lines) throws Exception {
        var answer = admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /// The milliseconds behind it are numbers, too.
    private static Pattern beginningWith(int total) {
        return Pattern.compile("^" + total + "\\D");
    }

    /// 15 of 60 contacts are complaints, those of even number by phone: all of them.
    @Test
    void theAnalyst_narrowsAHistory_keepsTheSearch_andSeesNoNames() {
        Page page = chromium.enter(portal, "analyst", Caller.PASSWORD, "zh-CN", ColorScheme.DARK);
        page.locator("#tab-interactions").click();
        assertThat(page.locator("#total")).hasText(beginningWith(62));
        page.locator("#query input").fill("类型:投诉 at:2025-01..2025-03");
        page.locator("#query input").press("Enter");
        assertThat(page.locator("#total")).hasText(beginningWith(10));
        page.locator(".facet-row vaadin-checkbox")
                .filter(withText("电话"))
                .locator("input")
                .first()
                .check();
        assertThat(page.locator("#total")).hasText(beginningWith(10));
        shoot(page, "analyst-found-zh-dark");
        page.locator("#save-search").click();
        page.locator("#saved-name input").fill("一季度投诉");
        page.locator("#saved-save").click();
        page.locator("#saved-searches").click();
        assertThat(page.getByText("一季度投诉").first()).isVisible();
        shoot(page, "analyst-saved-zh-dark");
        page.navigate(portal.getURI() + "/search/customers");
        assertThat(page.locator("#total")).hasText(beginningWith(60));
        assertThat(page.locator("vaadin-grid").first()).not().containsText("王芳");
        page.navigate(portal.getURI() + "/topics?from=2025-01-01&to=2025-12-31");
        assertThat(page.locator("#topics-total")).containsText("1 个未结工单");
        shoot(page, "analyst-topics-zh-dark");
        assertEquals(List.of(), chromium.complaints());
    }

    @Test
    void theManager_takesAwayWhatIsSeen_withAPageThatSaysHow() throws Exception {
        Page page = chromium.enter(portal, "manager", Caller.PASSWORD, "en-US", ColorScheme.LIGHT);
        page.navigate(portal.getURI() + "/search/customers?f.tier=gold");
        assertThat(page.locator("#total")).hasText(beginningWith(20));
        shoot(page, "manager-found-en-light");
        Download download = page.waitForDownload(() -> page.locator("#download").click());
        assertTrue(download.suggestedFilename().endsWith(".xlsx"), download.suggestedFilename());
        try (InputStream in = download.createReadStream();
                ReadableWorkbook book = new ReadableWorkbook(in)) {
            List<String> sheets = book.getSheets().map(Sheet::getName).toList();
            assertEquals(21, book.getFirstSheet().openStream().count(), "20 customers and the header");
            String about = book.getSheets()
                    .filter(sheet -> sheet.getIndex() > 0)
                    .map(ThreeUsersIT::text)
                    .collect(Collectors.joining("\n"));
            assertTrue(about.contains("gold") && about.contains("manager"), sheets + about);
        }
        assertEquals(List.of(), chromium.complaints());
    }

    private static String text(Sheet sheet) {
        try (var rows = sheet.openStream()) {
            return rows.flatMap(row -> row.stream())
                    .filter(Objects::nonNull)
                    .map(cell -> cell.getRawValue())
                    .collect(Collectors.joining(" "));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theAgent_findsACaller_readsTheBrief_andHowTheSameWasSolved() {
        Page page = chromium.enter(portal, "support", Caller.PASSWORD, "zh-CN", ColorScheme.LIGHT);
        page.locator("#query input").fill("139 0000 0007");
        page.locator("#query input").press("Enter");
        assertThat(page.locator("#total")).hasText(beginningWith(1));
        page.locator("vaadin-grid .row-link:visible")
                .filter(withText("陳小明"))
                .first()
                .click();
        assertThat(page.locator(".customer-name h2")).hasText("陳小明");
        assertThat(page.locator("#open-cases")).containsText("水壶漏水");
        shoot(page, "agent-customer-zh-light");
        page.locator("#brief").click();
        assertThat(page.locator("#brief-content")).containsText("水壶漏水");
        shoot(page, "agent-brief-zh-light");
        page.keyboard().press("Escape");
        page.locator("#open-cases vaadin-details-summary").first().click();
        page.locator("#open-cases a").filter(withText("查找相同问题")).click();
        assertThat(page.locator("#others")).containsText("更换密封圈后不再漏水");
        assertThat(page.locator("#others .issue").first()).containsText("语义");
        assertThat(page.locator("#issues")).not().containsText("shop/open");
        shoot(page, "agent-prior-issues-zh-light");
        page.locator("#others .issue .issue-judging vaadin-button").first().click();
        assertThat(page.locator("#others .issue .issue-judging vaadin-button").first())
                .hasAttribute("aria-pressed", "true");
        assertFalse(page.url().contains("139"), "no number of a person stands in an address");
        assertEquals(List.of(), chromium.complaints());
    }
}
