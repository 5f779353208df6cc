package io.keqing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.keqing.privacy.Personal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The walls of the house. What is allowed is one list; what it forbids is a red test.
class HouseRulesTest {
    private static final String ROOT = "io.keqing";
    private static final Path SOURCES = Path.of("src/main/java/io/keqing");

    /// Floors from the ground up: a room may use rooms of lower floors. Rooms of one floor do not know each other.
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("field", "statistics"),
            Set.of("privacy"),
            Set.of("record"),
            Set.of("search"),
            Set.of("account", "job"),
            Set.of("ui"),
            Set.of("customer"),
            Set.of("interaction"),
            Set.of("feedback"),
            Set.of("satisfaction", "similar"),
            Set.of("operations"),
            Set.of("segment"),
            Set.of("profile"),
            Set.of("report", "alert", "importing"),
            Set.of("sample"));

    /// What every door may use besides its own room and the rooms below it.
    private static final Set<String> OPEN_TO_DOORS = Set.of("privacy", "account", "job", "ui", "rest", "embedded");

    private static final Set<String> DOORS = Set.of("ui", "api");

    /// Rooms that need an engine's address or a folder of the portal's home.
    private static final Set<String> KEEP_FILES = Set.of("search", "importing", "report", "sample", "similar");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void noArrowPointsUp_andRoomsOfOneFloorDoNotKnowEachOther() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            if (isGenerated(from)) {
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (to.getPackageName().startsWith(ROOT + ".") && !allowed(from, to)) {
                    wrong.add(from.getName() + " → " + to.getName());
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private static boolean allowed(JavaClass from, JavaClass to) {
        String here = room(from);
        String there = room(to);
        if (here.equals(there)) {
            return !isDoor(to) || isDoor(from);
        }
        if (here.isEmpty() || STANDING_ASIDE.containsKey(here)) {
            return here.isEmpty() || STANDING_ASIDE.get(here).contains(there);
        }
        if (isDoor(to)) {
            return false;
        }
        if (isDoor(from) && OPEN_TO_DOORS.contains(there)) {
            return true;
        }
        return floor(there) >= 0 && floor(there) < floor(here) || there.equals("embedded") && KEEP_FILES.contains(here);
    }

    /// Rooms that are no floor: what starts, glues and answers; each with all it may use.
    private static final Map<String, Set<String>> STANDING_ASIDE = Map.of(
            "embedded", Set.of(),
            "vaadin", Set.of("ui", "account", "rest", "privacy", "embedded"),
            "rest", Set.of("field", "privacy", "search", "record", "account"),
            "health", Set.of("embedded", "search", "record", "account", "privacy", "rest", "segment", "similar"));

    private static int floor(String room) {
        for (int i = 0; i < FLOORS.size(); i++) {
            if (FLOORS.get(i).contains(room)) {
                return i;
            }
        }
        return -1;
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
    }

    private static boolean isDoor(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length == 4 && DOORS.contains(parts[3]);
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getSimpleName().startsWith("$")
                || type.getName().contains(".$")
                || type.getName().contains("$Introspection");
    }

    @Test
    void everyRoomStandsInThePlan() throws IOException {
        try (Stream<Path> rooms = Files.list(SOURCES)) {
            List<String> unknown = rooms.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(room -> floor(room) < 0 && !STANDING_ASIDE.containsKey(room))
                    .toList();
            assertEquals(List.of(), unknown);
        }
    }

    @Test
    void oneRoomOnly_speaksToEachEngineAndLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.keqing.search.elastic..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("co.elastic..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.keqing..ui..", "io.keqing.vaadin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.keqing.report..", "io.keqing.importing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.poi..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.keqing.importing.file")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.keqing..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.keqing.importing.file"))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.keqing.importing.value")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.keqing..")
                        .and(DescribedPredicate.not(
                                JavaClass.Predicates.resideInAPackage("io.keqing.importing.value"))))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.elasticsearch..")
                .check(CLASSES);
    }

    @Test
    void rawPersonalValues_areTakenOutInThreeRoomsOnly() {
        Set<String> wrong = new TreeSet<>();
        for (JavaAccess<?> access : CLASSES.get(Personal.class).getAccessesToSelf()) {
            if (access.getTarget().getName().equals("raw")
                    && !Set.of("privacy", "search", "record").contains(room(access.getOriginOwner()))) {
                wrong.add(access.getOrigin().getFullName());
            }
        }
        assertEquals(Set.of(), wrong);
    }

    /// A question of which a part is wrong has one way to the engine: a search that is shown, and tells the part.
    @Test
    void onlyASearchGoesOnWithoutAWrongPart() {
        String translator = "io.keqing.search.elastic.QueryTranslator";
        Set<String> wrong = new TreeSet<>();
        for (JavaAccess<?> access : CLASSES.get(translator).getAccessesToSelf()) {
            String from = access.getOriginOwner().getName();
            if (access.getTarget().getName().equals("translateLeniently")
                    && !Set.of(translator, "io.keqing.search.elastic.ElasticSearchIndex")
                            .contains(from)) {
                wrong.add(access.getOrigin().getFullName());
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void noFileIsLongerThan400Lines() throws IOException {
        Map<String, Long> tooLong = new HashMap<>();
        for (Path file : javaFiles(Path.of("src"))) {
            try (Stream<String> lines = Files.lines(file)) {
                long count = lines.count();
                if (count > 400) {
                    tooLong.put(file.toString(), count);
                }
            }
        }
        assertEquals(Map.of(), tooLong);
    }

    @Test
    void noRoomIsNamedAfterWhatItIsMadeOf() throws IOException {
        Pattern vague =
                Pattern.compile("/(util|utils|common|helper|helpers|manager|impl|dto|mapper|service|services|model)/");
        assertEquals(
                List.of(),
                javaFiles(SOURCES).stream()
                        .map(Path::toString)
                        .filter(vague.asPredicate())
                        .toList());
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        List<Path> bare = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    boolean hasCode = files.anyMatch(file -> file.toString().endsWith(".java"));
                    Path info = folder.resolve("package-info.java");
                    if (hasCode
                            && !(Files.exists(info) && Files.readString(info).contains("@NullMarked"))) {
                        bare.add(folder);
                    }
                }
            }
        }
        assertEquals(List.of(), bare);
    }

    @Test
    void atLeastThirtyPercentOfTheTypes_areNotPublic() {
        List<JavaClass> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass()
                        && !isGenerated(type)
                        && !type.getSimpleName().equals("package-info"))
                .toList();
        long closed = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        assertTrue(closed * 100 >= types.size() * 30L, closed + " of " + types.size() + " types are not public");
    }

    /// A document that names classes long gone is worse than none.
    @Test
    void everyClassNamedInTheArchitecture_exists() throws IOException {
        Path document = Path.of("docs/architecture.md");
        Set<String> known = new TreeSet<>();
        for (Path file : javaFiles(Path.of("."))) {
            known.add(file.getFileName().toString().replace(".java", ""));
        }
        Set<String> gone = new TreeSet<>();
        var named = Pattern.compile("`([A-Z][A-Za-z]+)(?:[.#][A-Za-z]+)*`").matcher(Files.readString(document));
        while (named.find()) {
            if (!known.contains(named.group(1))) {
                gone.add(named.group(1));
            }
        }
        assertEquals(Set.of(), gone);
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("node_modules")
                            && !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
