package io.keqing.ui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real browser for tests that walk through the portal. Without the built front end (`-Pquick`) or without a
/// Chromium such tests are skipped, and say so.
final class Chromium implements AutoCloseable {
    private static final Path SHOTS = Path.of("target/shots");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Chromium() throws IOException {
        assumeTrue(
                Chromium.class.getResource("/META-INF/VAADIN/webapp/index.html") != null,
                "the front end is not built (-Pquick)");
        Path program = Path.of(System.getenv().getOrDefault("KEQING_TEST_CHROMIUM", "/usr/bin/chromium"));
        assumeTrue(Files.isExecutable(program), "no Chromium at " + program);
        Files.createDirectories(SHOTS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")));
    }

    /// The first page of somebody, signed in.
    ///
    /// @param locale such as `zh-CN`
    Page enter(EmbeddedServer portal, String user, String password, String locale, ColorScheme colours) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(colours)
                .setViewportSize(1280, 800)
                .setAcceptDownloads(true));
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onPageError(complaints::add);
        page.navigate(portal.getURI().toString());
        page.locator("input[name=username]").fill(user);
        page.locator("input[name=password]").fill(password);
        page.locator("vaadin-login-form vaadin-button[slot=submit]").click();
        page.locator("#total").waitFor();
        return page;
    }

    /// What scripts complained of on any page.
    List<String> complaints() {
        return complaints;
    }

    /// What is on the page, into `target/shots`.
    static void shoot(Page page, String name) {
        page.waitForTimeout(400);
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
