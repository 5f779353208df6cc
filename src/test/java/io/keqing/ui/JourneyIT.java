package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.keqing.ui.Chromium.shoot;
import static io.keqing.ui.Chromium.withText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One person's way through the whole portal, in a real browser over the real engines: sign in, bring a file, find,
/// choose, open a customer, take the list away.
@Timeout(240)
class JourneyIT {
    private static final int CUSTOMERS = 240;
    private static final List<String> TIERS = List.of("gold", "silver", "bronze");
    private static final List<String> CITIES = List.of("上海", "台北", "Leeds", "成都");

    @Test
    void signIn_import_search_chooseTwoValues_openACustomer_download() throws Exception {
        try (EmbeddedServer portal = Caller.portal(Map.of());
                Chromium chromium = new Chromium()) {
            Page page = chromium.enter(portal, "admin", Caller.PASSWORD, "en-US", ColorScheme.LIGHT);
            assertThat(page.locator("#total")).containsText("0 customers");
            bringAFile(page);
            // the index follows the file within moments
            Caller.admin(portal).search("/customers/search?size=0&facets=", CUSTOMERS);
            find(page, portal);
            openACustomer(page);
            assertEquals(List.of(), chromium.complaints());
        }
    }

    private static void bringAFile(Page page) {
        String file = IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> "K%03d,%s,%s,%s"
                        .formatted(i, i % 2 == 0 ? "陳小明" + i : "Ann Walker " + i, TIERS.get(i % 3), CITIES.get(i % 4)))
                .collect(Collectors.joining("\n", "客户编号,姓名,会员等级,城市\n", "\n"));
        page.locator("vaadin-side-nav-item").filter(withText("Import")).click();
        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("客户.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#encoding")).containsText("UTF-8");
        shoot(page, "journey-import");
        page.locator("#next").click();
        assertThat(page.locator("#mapping textarea")).hasValue(Pattern.compile("会员等级"));
        shoot(page, "journey-import-columns");
        page.locator("#next").click();
        assertThat(page.locator("#checked")).containsText("every row can be imported");
        shoot(page, "journey-import-check");
        page.locator("#start").click();
        assertThat(page.getByText("Finished", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        shoot(page, "journey-imported");
    }

    /// Of 240 customers every third is gold and every fourth is in Chengdu or Taipei: two of twelve with both.
    private static void find(Page page, EmbeddedServer portal) throws Exception {
        page.locator("vaadin-side-nav-item").filter(withText("Search")).click();
        assertThat(page.locator("#total")).containsText("240 customers");
        page.locator("#query input").fill("陈小明");
        page.locator("#query input").press("Enter");
        // Simplified finds Traditional
        assertThat(page.locator("#total")).containsText("120 customers");
        choose(page, "gold");
        assertThat(page.locator("#total")).containsText("40 customers");
        choose(page, "silver");
        assertThat(page.locator("#total")).containsText("80 customers");
        assertThat(page.locator(".chip")).hasCount(2);
        assertThat(page.locator("vaadin-grid .row-link mark").first()).isVisible();
        shoot(page, "journey-found");
        Download download = page.waitForDownload(() -> page.locator("#download").click());
        try (InputStream in = download.createReadStream();
                ReadableWorkbook book = new ReadableWorkbook(in)) {
            assertEquals(80 + 1, book.getFirstSheet().openStream().count(), "a row for each and the header");
        }
        assertTrue(portal.isRunning());
    }

    private static void openACustomer(Page page) {
        Locator link = page.locator("vaadin-grid .row-link").first();
        String name = link.textContent().strip();
        link.click();
        assertThat(page.locator(".customer-name h2")).hasText(name);
        assertThat(page.locator(".customer-about")).containsText("Tier");
        shoot(page, "journey-customer");
    }

    private static void choose(Page page, String value) {
        page.locator(".facet-row vaadin-checkbox")
                .filter(withText(value))
                .locator("input")
                .check();
    }
}
