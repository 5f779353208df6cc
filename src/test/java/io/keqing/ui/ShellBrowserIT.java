package io.keqing.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.keqing.embedded.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The shell in a real browser, from the built front end.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellBrowserIT implements TestPropertyProvider {
    private static final Path SHOTS = Path.of("target/shots");

    /// A busy machine is no defect of the shell.
    private static final double PATIENCE_MILLIS = 30_000;

    @Inject
    EmbeddedServer server;

    private Playwright playwright;
    private Browser browser;
    private final List<String> complaints = new ArrayList<>();

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("keqing.admin.password", "first password");
        properties.put("test.views", "true");
        return properties;
    }

    @BeforeAll
    void open() throws Exception {
        assumeTrue(
                ShellBrowserIT.class.getResource("/META-INF/VAADIN/webapp/index.html") != null,
                "the front end is not built (-Pquick)");
        Path chromium = Path.of(System.getenv().getOrDefault("KEQING_TEST_CHROMIUM", "/usr/bin/chromium"));
        assumeTrue(Files.isExecutable(chromium), "no Chromium at " + chromium);
        Files.createDirectories(SHOTS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")));
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
            playwright.close();
        }
    }

    private Page page(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(server.getURI().toString())
                    && !request.url().startsWith("data:")) {
                complaints.add("left the portal: " + request.url());
            }
        });
        return page;
    }

    private BrowserContext context(String locale) {
        return browser.newContext(
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(1280, 800));
    }

    private static void shoot(Page page, String name) {
        page.waitForTimeout(400);
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    private static void signIn(Page page, String password) {
        page.locator("input[name=username]").fill("admin");
        page.locator("input[name=password]").fill(password);
        page.locator("vaadin-login-form vaadin-button[slot=submit]").click();
    }

    private static String session(BrowserContext context) {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.equals("JSESSIONID"))
                .findFirst()
                .orElseThrow()
                .value;
    }

    @Test
    void aPersonSignsInLooksAroundAndSignsOut() {
        try (BrowserContext context = context("en-US")) {
            Page page = page(context);
            List<String> sockets = new ArrayList<>();
            page.onWebSocket(socket -> sockets.add(socket.url()));
            page.navigate(server.getURI() + "/test/chart?q=x");
            assertThat(page).hasTitle("Sign in · 客情 Keqing");
            shoot(page, "login-light-en");
            signIn(page, "wrong password");
            assertThat(page.getByText("User name or password is wrong.")).isVisible();
            shoot(page, "login-refused");
            String before = session(context);
            signIn(page, "first password");

            assertThat(page).hasURL(server.getURI() + "/test/chart?q=x");
            assertThat(page.locator("keqing-chart[ready]")).isVisible();
            assertNotEquals(before, session(context), "a session begun before sign-in must not become the user's");
            assertThat(page).hasTitle("Start · 客情 Keqing");
            shoot(page, "layout-light-en");
            page.locator("keqing-chart").click(new Locator.ClickOptions().setPosition(180, 250));
            assertThat(page.locator("#clicked")).hasText("2025 金卡");

            page.locator("#color-scheme").click();
            assertThat(page.locator("html[theme=dark]")).hasCount(1);
            page.locator("#language").click();
            assertThat(page.locator(".view-title")).hasText("开始");
            assertThat(page.locator("html[theme=dark]")).hasCount(1);
            assertThat(page.locator("keqing-chart[ready]")).isVisible();
            shoot(page, "layout-dark-zh");
            page.locator("#fail").click();
            assertThat(page.locator("vaadin-notification-card")).containsText("编号");
            shoot(page, "failure-notice");

            assertEquals(
                    200, page.request().get(server.getURI() + "/api/v1/users").status());
            assertEquals(
                    401, page.request().post(server.getURI() + "/api/v1/tokens").status());

            page.navigate(server.getURI() + "/api/v1/docs");
            assertThat(page.locator(".opblock").first()).isVisible();
            shoot(page, "docs");

            page.navigate(server.getURI() + "/no/such/view");
            assertThat(page.getByText("这里没有内容")).isVisible();
            shoot(page, "not-found");
            page.navigate(server.getURI() + "/test/broken");
            assertThat(page.locator("h1")).hasText("操作未成功");
            page.navigate(server.getURI() + "/test/chart");
            page.setViewportSize(420, 800);
            assertThat(page.locator("keqing-chart[ready]")).isVisible();
            shoot(page, "layout-narrow");
            page.setViewportSize(1280, 800);
            page.locator("#sign-out").click();
            page.waitForURL(Pattern.compile(".*/login.*"));
            assertEquals(
                    401, page.request().get(server.getURI() + "/api/v1/users").status());
            assertTrue(sockets.stream().anyMatch(url -> url.startsWith("ws://127.0.0.1")), sockets.toString());
            // what the test provoked itself: the broken view and the unknown address
            complaints.removeIf(text -> text.contains("status of 404") || text.contains("status of 500"));
            assertEquals(List.of(), complaints);
        }
    }

    @Test
    void theSignInSpeaksTheBrowsersLanguageAndKnowsTheDark() {
        try (BrowserContext context = context("zh-CN")) {
            Page page = page(context);
            page.navigate(server.getURI() + "/login");
            assertThat(page).hasTitle("登录 · 客情 Keqing");
            shoot(page, "login-light-zh");
            page.locator("#color-scheme").click();
            shoot(page, "login-dark-zh");
            page.reload();
            assertThat(page.locator("html[theme=dark]")).hasCount(1);
            page.locator("#language").click();
            assertThat(page).hasTitle("Sign in · 客情 Keqing");
        }
    }
}
