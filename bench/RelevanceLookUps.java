import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.Filter;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// The slices of `relevance` whose answers are no matter of judgement: who and where, phones however they are
/// written, codes however they are written, calendar words. Records and questions are made from one seed; what is
/// relevant is worked out here from the records, without the portal.
final class RelevanceLookUps {
    static final String SOURCE = "lookups";

    private static final int TOP = 10;
    private static final int EACH = 60;
    private static final int PEOPLE = 2_500;
    private static final int EVENTS = 5_000;
    private static final int DAYS = 900;
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final List<String> NAMES =
            List.of("王伟,李娜,张敏,刘洋,陈静,杨磊,赵强,黄丽,周杰,吴霞,徐勇,孙燕,马超,朱琳,胡军,林涛,郭艳,何平,高翔,罗兰,Abigail Brown,Noah Wilson,"
                    .concat(
                            "Emma Fischer,Liam O'Neill,Sofia Rossi,Lucas Martin,Mia Keller,Ethan Clarke,Zoë Laurent,Ivan Petrov")
                    .split(","));
    private static final List<String> CITIES =
            List.of("北京市", "上海市", "成都市", "杭州市", "武汉市", "西安市", "Toronto", "Berlin", "Dublin", "Milano");
    private static final List<String> TIERS = List.of("gold", "silver", "platinum");
    private static final List<String> SUBJECTS = List.of("退款", "发票", "固件升级", "无法登录", "refund", "invoice", "login");
    private static final List<String> CODES = List.of(
            "FW-501",
            "E1023",
            "CONNECTION_RESET",
            "WH-1000XM5",
            "iPhone 15 Pro",
            "iOS 17.4.1",
            "com.shop.cart",
            "v2.10.3",
            "ORA-00942",
            "0x80070057",
            "HTTP 502",
            "RTX4090");

    private record Person(String id, String name, String city, String tier, String phone, LocalDate joined) {}

    private record Event(String id, Person of, String subject, String code, String order, LocalDate day) {
        Instant at() {
            return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        }
    }

    /// @param relevant the ids of what must be found
    private record Question(String slice, String type, String words, Set<String> relevant) {}

    private final Portal portal;
    private final Random random = new Random(23);
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final List<Person> people = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    RelevanceLookUps(Portal portal) {
        this.portal = portal;
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new Person(
                    "LU%06d".formatted(i),
                    any(NAMES),
                    any(CITIES),
                    any(TIERS),
                    "1%d%08d".formatted(35 + random.nextInt(5), random.nextInt(100_000_000)),
                    today.minusDays(random.nextInt(DAYS))));
        }
        for (int i = 0; i < EVENTS; i++) {
            events.add(new Event(
                    "EV%06d".formatted(i),
                    any(people),
                    any(SUBJECTS),
                    random.nextInt(20) == 0 ? any(CODES) : "",
                    "SF%013d".formatted(random.nextLong(10_000_000_000_000L)),
                    today.minusDays(random.nextInt(DAYS))));
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    void load() throws IOException, InterruptedException {
        StringBuilder customers = new StringBuilder("id,name,city,tier,phone,joined\n");
        people.forEach(one -> customers.append(
                "%s,%s,%s,%s,%s,%s%n".formatted(one.id, one.name, one.city, one.tier, one.phone, one.joined)));
        bring("customers", customers, "id,name,city,tier,phone,joined");
        StringBuilder happened = new StringBuilder("id,customer,subject,body,at\n");
        events.forEach(one -> happened.append("%s,%s,%s,%s,%sT12:00:00Z%n"
                .formatted(one.id, one.of.id, one.subject, (one.code + " " + one.order).strip(), one.day)));
        bring("interactions", happened, "id,customer,subject,body,at");
    }

    private void bring(String type, StringBuilder lines, String columns) throws IOException, InterruptedException {
        Path csv = Files.createTempFile(Path.of(".bench"), "lookups", ".csv");
        Files.writeString(csv, lines);
        List<String> fields = new ArrayList<>();
        for (String column : columns.split(",")) {
            fields.add("\"" + column + "\":\"" + column + "\"");
        }
        String state = portal.importFile(
                csv,
                "{\"type\":\"" + type + "\",\"source\":\"" + SOURCE + "\",\"zone\":\"UTC\",\"fields\":{"
                        + String.join(",", fields) + "}}");
        Files.delete(csv);
        if (!state.contains("\"state\":\"finished\"") || !state.contains("\"rejected\":0")) {
            throw new IllegalStateException("the import of " + type + " ended with " + state);
        }
        portal.awaitIndex();
    }

    void measure() {
        Map<String, List<double[]>> slices = new LinkedHashMap<>();
        for (Question question : questions()) {
            slices.computeIfAbsent(question.slice, slice -> new ArrayList<>()).add(measure(question));
        }
        System.out.printf(Locale.ROOT, "%nlook-ups whose answers are known: %,d people, %,d events%n", PEOPLE, EVENTS);
        System.out.println("slice          queries | nDCG@10 | recall@10 | first relevant | total exact");
        slices.forEach((slice, its) -> System.out.printf(
                Locale.ROOT,
                "%-14s %7d | %7.3f | %9.3f | %14.3f | %.3f%n",
                slice,
                its.size(),
                mean(its, 0),
                mean(its, 1),
                mean(its, 2),
                mean(its, 3)));
    }

    private static double mean(List<double[]> all, int at) {
        return all.stream().mapToDouble(one -> one[at]).average().orElse(0);
    }

    private double[] measure(Question question) {
        SearchQuery asked = SearchQuery.all(question.type)
                .withWords(question.words)
                .withFilters(List.of(new Filter("source", List.of(new Filter.Condition.Is(SOURCE)))))
                .withFacets(List.of())
                .page(TOP, null);
        var result = portal.context.getBean(SearchIndex.class).search(asked, ADMIN);
        List<String> found = result.hits().stream().map(hit -> hit.id().id()).toList();
        int most = Math.min(TOP, question.relevant.size());
        double gain = 0;
        double best = 0;
        int right = 0;
        for (int place = 0; place < TOP; place++) {
            double weight = Math.log(2) / Math.log(place + 2);
            best += place < most ? weight : 0;
            if (place < found.size() && question.relevant.contains(found.get(place))) {
                gain += weight;
                right++;
            }
        }
        if (right < most) {
            System.out.printf("  not all: %s «%s» %d of %d%n", question.slice, question.words, right, most);
        }
        boolean first = !found.isEmpty() && question.relevant.contains(found.getFirst());
        return new double[] {
            gain / best, right / (double) most, first ? 1 : 0, result.total() == question.relevant.size() ? 1 : 0
        };
    }

    private List<Question> questions() {
        List<Question> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            Person who = any(people);
            String city = who.city.replace("市", "");
            all.add(
                    switch (i % 3) {
                        case 0 ->
                            people(
                                    "who+where",
                                    who.name + " " + city,
                                    one -> one.name.equals(who.name) && one.city.equals(who.city));
                        case 1 ->
                            people(
                                    "who+where",
                                    who.tier + " " + who.name,
                                    one -> one.name.equals(who.name) && one.tier.equals(who.tier));
                        default -> {
                            Event what = any(events);
                            yield events(
                                    "who+where",
                                    what.of.name + " " + what.subject,
                                    one -> one.of.name.equals(what.of.name) && one.subject.equals(what.subject));
                        }
                    });
        }
        for (int i = 0; i < EACH; i++) {
            Person who = any(people);
            all.add(people("phones", written(who.phone, i), one -> one.phone.equals(who.phone)));
        }
        for (int i = 0; i < EACH; i++) {
            String code = CODES.get(i % CODES.size());
            if (i < EACH / 2) {
                all.add(events("codes", otherwise(code, i / CODES.size()), one -> one.code.equals(code)));
            } else {
                Event what = any(events);
                String words = i % 2 == 0
                        ? what.order.substring(what.order.length() - 6)
                        : what.order.toLowerCase(Locale.ROOT);
                all.add(events(
                        "codes",
                        words,
                        one -> one.order.toUpperCase(Locale.ROOT).endsWith(words.toUpperCase(Locale.ROOT))));
            }
        }
        calendar(all);
        return all.stream().filter(question -> !question.relevant.isEmpty()).toList();
    }

    private Question people(String slice, String words, Predicate<Person> right) {
        return new Question(
                slice,
                "customers",
                words,
                Set.copyOf(people.stream().filter(right).map(Person::id).toList()));
    }

    private Question events(String slice, String words, Predicate<Event> right) {
        return new Question(
                slice,
                "interactions",
                words,
                Set.copyOf(events.stream().filter(right).map(Event::id).toList()));
    }

    private static String written(String phone, int way) {
        String a = phone.substring(0, 3);
        String b = phone.substring(3, 7);
        String c = phone.substring(7);
        return switch (way % 8) {
            case 0 -> phone;
            case 1 -> "+86 " + a + " " + b + " " + c;
            case 2 -> "0086" + phone;
            case 3 -> a + "-" + b + "-" + c;
            case 4 -> "(+86)" + a + "." + b + "." + c;
            case 5 -> "86" + phone;
            case 6 -> a + " " + b + c;
            default ->
                phone.chars()
                        .collect(
                                StringBuilder::new,
                                (text, one) -> text.append((char) (one - '0' + '０')),
                                StringBuilder::append)
                        .toString();
        };
    }

    private static String otherwise(String code, int way) {
        return switch (way) {
            case 0 -> code.toLowerCase(Locale.ROOT);
            case 1 ->
                code.contains("_") || code.contains(".")
                        ? code
                        : code.replace("-", "").replace(" ", "");
            default -> code.contains("_") ? code.toLowerCase(Locale.ROOT).replace('_', ' ') : code;
        };
    }

    private void calendar(List<Question> all) {
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.withMonth((month.getMonthValue() - 1) / 3 * 3 + 1);
        LocalDate year = today.withDayOfYear(1);
        LocalDate march = LocalDate.of(today.getYear() - 1, 3, 1);
        Map<String, LocalDate[]> spans = new LinkedHashMap<>();
        spans.put("本月", new LocalDate[] {month, month.plusMonths(1)});
        spans.put("\"last month\"", new LocalDate[] {month.minusMonths(1), month});
        spans.put("上个月", new LocalDate[] {month.minusMonths(1), month});
        spans.put("本季度", new LocalDate[] {quarter, quarter.plusMonths(3)});
        spans.put("\"this quarter\"", new LocalDate[] {quarter, quarter.plusMonths(3)});
        spans.put("今年", new LocalDate[] {year, year.plusYears(1)});
        spans.put("去年", new LocalDate[] {year.minusYears(1), year});
        spans.put("\"last year\"", new LocalDate[] {year.minusYears(1), year});
        spans.put(march.getYear() + "年3月", new LocalDate[] {march, march.plusMonths(1)});
        spans.put("\"Q1 " + march.getYear() + "\"", new LocalDate[] {march.withMonth(1), march.withMonth(4)});
        spans.put("昨天", new LocalDate[] {today.minusDays(1), today});
        Instant now = Instant.now();
        for (String subject : SUBJECTS) {
            all.add(events(
                    "calendar",
                    subject + " at:now-30d..now",
                    one -> one.subject.equals(subject)
                            && !one.at().isBefore(now.minus(Duration.ofDays(30)))
                            && one.at().isBefore(now)));
        }
        spans.forEach((words, span) -> {
            for (String subject : SUBJECTS) {
                all.add(events(
                        "calendar",
                        subject + " at:" + words,
                        one -> one.subject.equals(subject) && !one.day.isBefore(span[0]) && one.day.isBefore(span[1])));
            }
        });
    }
}
