package io.keqing.search.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The list under the box, in a real browser over the real engines: typed, chosen, left, and composed in Chinese.
@Timeout(240)
class SuggestionsBrowserIT {
    private static final Path SHOTS = Path.of("target/shots");

    private final List<String> complaints = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void halfAWordIsCompletedByKeyboardAndMouse_andNothingIsAskedWhileItIsComposed() throws Exception {
        assumeTrue(
                SuggestionsBrowserIT.class.getResource("/META-INF/VAADIN/webapp/index.html") != null,
                "the front end is not built (-Pquick)");
        Path chromium = Path.of(System.getenv().getOrDefault("KEQING_TEST_CHROMIUM", "/usr/bin/chromium"));
        assumeTrue(Files.isExecutable(chromium), "no Chromium at " + chromium);
        Files.createDirectories(SHOTS);
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        try (EmbeddedServer portal = Caller.portal(Map.of());
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(
                                        List.of("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")));
                BrowserContext context = browser.newContext(
                        new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 800))) {
            fill(portal);
            Page page = context.newPage();
            page.setDefaultTimeout(30_000);
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (request.url().contains("/api/v1/suggest")) {
                    asked.add(request.url());
                }
            });
            page.navigate(portal.getURI().toString());
            page.locator("input[name=username]").fill("admin");
            page.locator("input[name=password]").fill("a password for tests");
            page.locator("vaadin-login-form vaadin-button[slot=submit]").click();
            assertThat(page.locator("#total")).containsText("3 customers");
            Locator box = page.locator("#query input");
            byKeyboard(page, box);
            byMouse(page, box);
            composed(page, box);
            aPerson(page, box);
            assertEquals(List.of(), complaints);
        }
    }

    private static void fill(EmbeddedServer portal) throws Exception {
        Caller admin = Caller.admin(portal);
        String[][] people = {{"王小明", "gold"}, {"王伟", "silver"}, {"Ann <b>Walker</b>", "gold"}};
        for (int i = 0; i < people.length; i++) {
            admin.put(
                    "/customers/crm/" + i, "{\"name\":\"%s\",\"tier\":\"%s\"}".formatted(people[i][0], people[i][1]));
        }
        admin.search("/customers/search?size=0&facets=", people.length);
    }

    private static Locator options(Page page, String kind) {
        return page.locator("[aria-labelledby=query-suggestions-" + kind + "] [role=option]");
    }

    private static void byKeyboard(Page page, Locator box) {
        assertThat(box).hasAttribute("role", "combobox");
        box.pressSequentially("gol");
        assertThat(options(page, "value")).hasText(Pattern.compile("Tier:\\s*gold\\s*2"));
        assertThat(box).hasAttribute("aria-expanded", "true");
        box.press("ArrowDown");
        assertThat(box).hasAttribute("aria-activedescendant", "query-suggestions-0");
        box.press("Escape");
        assertThat(page.locator("[role=listbox]")).hasCount(0);
        assertThat(box).hasValue("gol");
        box.press("ArrowDown");
        assertThat(page.locator("[role=listbox]")).isVisible();
        box.press("ArrowDown");
        box.press("Enter");
        assertThat(page.locator("#total")).containsText("2 customers");
        assertThat(page).hasURL(Pattern.compile("search/customers\\?f\\.tier=gold$"));
        assertThat(box).hasValue("");
        assertThat(page.locator(".chip")).hasCount(1);
    }

    private static void byMouse(Page page, Locator box) {
        box.pressSequentially("tie");
        options(page, "field").first().click();
        assertThat(box).hasValue("Tier:");
        assertThat(options(page, "value")).hasCount(2);
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve("suggestions.png")));
        options(page, "value").filter(new Locator.FilterOptions().setHasText("silver")).click();
        assertThat(page.locator("#total")).containsText("3 customers");
        assertThat(box).hasValue("");
        box.pressSequentially("walk");
        assertThat(options(page, "record").locator(".suggest-text")).hasText("Ann <b>Walker</b>");
        // nothing is chosen: Enter asks for the words themselves
        box.press("Enter");
        assertThat(page.locator("[role=listbox]")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("q=walk"));
    }

    /// What a Chinese input method sends: letters that are no words yet, and an Enter that is its own.
    private void composed(Page page, Locator box) {
        box.fill("");
        assertThat(page.locator("[role=listbox]")).isVisible(); // what was asked before
        box.press("Escape");
        asked.clear();
        box.evaluate("""
                input => {
                  const fire = event => input.dispatchEvent(event);
                  const all = {bubbles: true, composed: true};
                  fire(new CompositionEvent('compositionstart', all));
                  for (const letters of ['w', 'wa', 'wang']) {
                    input.value = letters;
                    fire(new InputEvent('input', {...all, isComposing: true, data: letters}));
                  }
                  fire(new KeyboardEvent('keydown', {...all, key: 'Enter', keyCode: 229, isComposing: true}));
                  input.value = '王';
                  fire(new CompositionEvent('compositionend', {...all, data: '王'}));
                }""");
        assertThat(options(page, "record")).hasCount(2);
        assertEquals(1, asked.size(), asked.toString());
    }

    private static void aPerson(Page page, Locator box) {
        box.press("ArrowDown");
        box.press("Enter");
        assertThat(page.locator(".customer-name h2")).hasText(Pattern.compile("王"));
        assertThat(page).hasURL(Pattern.compile("/customer/crm/"));
    }
}
