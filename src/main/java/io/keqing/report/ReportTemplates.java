package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// All templates, by name.
@Singleton
public final class ReportTemplates {
    private final List<ReportTemplate> all;

    ReportTemplates(List<ReportTemplate> all) {
        this.all = all.stream()
                .sorted(Comparator.comparing(ReportTemplate::plain).reversed().thenComparing(ReportTemplate::name))
                .toList();
    }

    /// A template as people choose it.
    ///
    /// @param takes what it takes of a request: `query`, `segment`, `customer`, `scheme`, `period`,
    ///     `columns`
    /// @param records the type that its question is about
    public record About(String name, Label label, Label purpose, boolean plain, List<String> takes, String records) {
        public boolean takes(String what) {
            return takes.contains(what);
        }

        /// Whether a text is a search's own address, as dashboards hand it over, and no words.
        public boolean isAddress(String text) {
            return text.startsWith(records + "/search?");
        }

        /// The address of a search of its records for words.
        public String searched(String words) {
            return records + "/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        }
    }

    /// Those that a viewer may have, plain records first.
    public List<About> about(Viewer viewer) {
        return all.stream()
                .filter(template -> isAllowed(template, viewer))
                .map(template -> new About(
                        template.name(),
                        template.label(),
                        template.purpose(),
                        template.plain(),
                        template.takes().stream()
                                .map(takes -> takes.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .toList(),
                        template.type()))
                .toList();
    }

    private static boolean isAllowed(ReportTemplate template, Viewer viewer) {
        return template.plain() ? SearchExport.allowed(viewer) : viewer.isAny(Role.MANAGER, Role.ADMIN);
    }

    /// @throws ReportRefusal where there is no such template, or not for this viewer
    ReportTemplate allowed(String name, Viewer viewer) {
        ReportTemplate template = all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ReportRefusal.rule("template must be one of "
                        + about(viewer).stream().map(About::name).toList() + ", was \"" + name + "\""));
        if (!isAllowed(template, viewer)) {
            throw ReportRefusal.notAllowed("the report " + name + " needs the role "
                    + (template.plain() ? "ANALYST, MANAGER or ADMIN" : "MANAGER or ADMIN") + ", had "
                    + viewer.roles());
        }
        return template;
    }
}
