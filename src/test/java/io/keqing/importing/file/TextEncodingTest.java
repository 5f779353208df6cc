package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncodingTest {
    private static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);
    /// Names as they stand in lists of customers, by code page.
    private static final Map<String, List<String>> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "GB18030",
                    List.of(
                            "张三,杭州",
                            "欧阳娜娜,成都",
                            "王建国,北京市海淀区",
                            "陈静,上海",
                            "刘洋,深圳",
                            "赵敏,西安",
                            "周杰,武汉",
                            "吴刚,南京",
                            "郑爽,天津",
                            "孙丽,重庆")),
            Map.entry(
                    "Big5-HKSCS",
                    List.of(
                            "陳大明,台北", "黃小華,高雄", "林志玲,臺中市", "張惠妹,新竹", "李安,台南", "王建民,基隆", "吳寶春,屏東", "劉德華,香港", "周星馳,九龍",
                            "鄭秀文,澳門")),
            Map.entry(
                    "windows-31j",
                    List.of(
                            "佐藤太郎,名古屋",
                            "鈴木翔太,大阪",
                            "高橋ケンジ,札幌",
                            "田中花子,さいたま",
                            "伊藤あかり,東京",
                            "渡辺美咲,横浜",
                            "山本健,京都",
                            "中村優,神戸",
                            "小林誠,福岡",
                            "加藤恵,仙台")),
            Map.entry(
                    "EUC-JP",
                    List.of(
                            "佐藤太郎,名古屋",
                            "鈴木翔太,大阪",
                            "高橋ケンジ,札幌",
                            "田中花子,さいたま",
                            "伊藤あかり,東京",
                            "渡辺美咲,横浜",
                            "山本健,京都",
                            "中村優,神戸",
                            "小林誠,福岡",
                            "加藤恵,仙台")),
            Map.entry(
                    "x-windows-949",
                    List.of(
                            "김철수,서울", "이영희,부산", "박지성,수원", "최민수,대구", "정은지,인천", "강호동,광주", "조용필,대전", "윤아,울산", "장동건,제주",
                            "임요환,성남")),
            Map.entry(
                    "windows-1250",
                    List.of(
                            "Antonín Dvořák,Plzeň",
                            "Jiří Novák,Brno",
                            "Božena Němcová,Ústí",
                            "Karel Čapek,Hradec Králové",
                            "Łukasz Wójcik,Kraków",
                            "Agnieszka Dąbrowska,Łódź",
                            "Zoltán Kovács,Győr",
                            "Petr Beneš,Ostrava",
                            "Michał Żak,Gdańsk",
                            "Tomáš Procházka,České Budějovice")),
            Map.entry(
                    "windows-1251",
                    List.of(
                            "Анна Петрова,Самара",
                            "Сергей Лебедев,Казань",
                            "Ольга Попова,Екатеринбург",
                            "Дмитрий Смирнов,Москва",
                            "ИВАН СОКОЛОВ,МОСКВА",
                            "Мария Новикова,Тверь",
                            "Олена Ковальчук,Київ",
                            "Ирина Кузнецова,Омск",
                            "Пётр Волков,Уфа",
                            "Юлия Зайцева,Пермь")),
            Map.entry(
                    "windows-1252",
                    List.of(
                            "Jürgen Müller,Köln",
                            "François Lefèvre,Orléans",
                            "José Peña,Málaga",
                            "João Gonçalves,São Paulo",
                            "Søren Kjær,Århus",
                            "Björn Åkesson,Malmö",
                            "Niccolò Papà,Forlì",
                            "Zoë D’Hondt,Liège",
                            "Jörg Weiß,Düsseldorf",
                            "Chloé Noël,Besançon")),
            Map.entry(
                    "windows-1254",
                    List.of(
                            "Ayşe Yılmaz,İstanbul",
                            "Mehmet Özdoğan,Eskişehir",
                            "Çağla Şahin,Muğla",
                            "Işıl Gündoğdu,Diyarbakır",
                            "Barış Ateş,Iğdır",
                            "Gülşen Kılıç,Kırşehir",
                            "Oğuz Yıldız,Uşak",
                            "Tuğba Işık,Balıkesir",
                            "Hüseyin Güneş,Nevşehir",
                            "Yağmur Çalışkan,Şanlıurfa")),
            Map.entry(
                    "windows-1253",
                    List.of("Γιώργος Παπαδόπουλος,Αθήνα", "Μαρία Νικολάου,Πάτρα", "Ελένη Γεωργίου,Θεσσαλονίκη")),
            Map.entry("KOI8-R", List.of("Анна Петрова,Самара", "Сергей Лебедев,Казань", "Дмитрий Смирнов,Москва")),
            Map.entry("IBM866", List.of("Анна Петрова,Самара", "Сергей Лебедев,Казань", "Дмитрий Смирнов,Москва"))));

    @TempDir
    Path folder;

    private record Read(List<String> cells, String encoding, List<FileNote> notes) {
        boolean isTold() {
            return notes.stream().anyMatch(note -> note.rule().contains("encoding"));
        }
    }

    private Read read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("names.csv"), bytes);
        try (RowReader rows = RowReaders.open(file, "names.csv", FileFormat.DETECTED, SETTINGS)) {
            List<String> cells = new ArrayList<>();
            for (Row row = rows.next(); row != null; row = rows.next()) {
                cells.addAll(row.cells());
            }
            return new Read(cells, String.valueOf(rows.format().encoding()), rows.notes());
        }
    }

    private static String list(List<String> names) {
        StringBuilder text = new StringBuilder("id,name,city,points\n");
        for (int i = 0; i < names.size(); i++) {
            text.append(i + 1).append(',').append(names.get(i)).append(",5\n");
        }
        return text.toString();
    }

    @Test
    void aListOfTenNames_isReadInItsCodePageWithoutAWord() throws IOException {
        for (Map.Entry<String, List<String>> names : NAMES.entrySet()) {
            Charset charset = Charset.forName(names.getKey());
            Read read = read(list(names.getValue()).getBytes(charset));
            assertEquals(
                    charset.name() + " " + names.getValue().getFirst(),
                    read.encoding() + " " + read.cells().get(1) + ","
                            + read.cells().get(2));
            assertTrue(read.notes().isEmpty(), charset + " " + read.notes());
        }
    }

    @Test
    void threeNames_areReadRightOrTheDoubtIsTold() throws IOException {
        StringBuilder wrong = new StringBuilder();
        int right = 0;
        int all = 0;
        for (Map.Entry<String, List<String>> names : NAMES.entrySet()) {
            Charset charset = Charset.forName(names.getKey());
            for (int i = 0; i + 3 <= names.getValue().size(); i++) {
                List<String> three = names.getValue().subList(i, i + 3);
                Read read = read(list(three).getBytes(charset));
                boolean same = (read.cells().get(1) + "," + read.cells().get(2)).equals(three.getFirst());
                all++;
                right += same ? 1 : 0;
                if (!same && !read.isTold()) {
                    wrong.append(charset)
                            .append(' ')
                            .append(three)
                            .append(" as ")
                            .append(read.encoding())
                            .append(read.cells())
                            .append('\n');
                }
            }
        }
        assertEquals("", wrong.toString());
        assertTrue(right >= all * 95 / 100, right + " of " + all);
    }

    @Test
    void oneName_isReadRightOrTheDoubtIsTold() throws IOException {
        StringBuilder wrong = new StringBuilder();
        int right = 0;
        int all = 0;
        for (Map.Entry<String, List<String>> names : NAMES.entrySet()) {
            Charset charset = Charset.forName(names.getKey());
            for (String name : names.getValue()) {
                Read read = read(list(List.of("a,b", name, "c,d")).getBytes(charset));
                boolean same = (read.cells().get(5) + "," + read.cells().get(6)).equals(name);
                all++;
                right += same ? 1 : 0;
                if (!same && !read.isTold()) {
                    wrong.append(charset)
                            .append(' ')
                            .append(name)
                            .append(" as ")
                            .append(read.encoding())
                            .append(read.cells().subList(5, 7))
                            .append('\n');
                }
            }
        }
        assertEquals("", wrong.toString());
    }

    @Test
    void unicodeWithoutAMark_isKnownByItsZeros() throws IOException {
        String text = list(List.of("张三,杭州", "Jürgen,Köln"));
        for (Charset charset : List.of(
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32LE"),
                Charset.forName("UTF-32BE"),
                StandardCharsets.UTF_8)) {
            Read read = read(text.getBytes(charset));
            assertEquals(charset.name(), read.encoding());
            assertEquals("张三", read.cells().get(1));
            assertTrue(read.notes().isEmpty());
            Read marked = read(("\uFEFF" + text).getBytes(charset));
            assertEquals(charset.name(), marked.encoding());
            assertEquals("张三", marked.cells().get(1));
        }
    }

    @Test
    void fewSignsOfAnEncoding_areEnough() throws IOException {
        Map<String, String> texts = Map.of(
                "José",
                "windows-1252",
                "it’s – new",
                "windows-1252",
                "€5",
                "windows-1252",
                "20°C",
                "windows-1252",
                "（好）。",
                "GB18030",
                "ｻﾄｳ ﾀﾛｳ",
                "windows-31j",
                "ИВАНОВ ПЕТР",
                "windows-1251",
                "Jūratė Žukauskienė",
                "windows-1257",
                "点検連番",
                "windows-31j",
                "処理区分",
                "windows-31j");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Read read = read(("id,text\n1," + text.getKey() + "\n2,x\n").getBytes(Charset.forName(text.getValue())));
            assertEquals(text.getKey(), read.cells().get(1), read.encoding());
        }
    }

    @Test
    void filesOfSeveralEncodings_areReadInThatOfMostLines_andTheOthersTold() throws IOException {
        byte[] unicode = "1,张三\n2,李四\n3,王五\n".getBytes(StandardCharsets.UTF_8);
        byte[] gbk = "4,赵六\n".getBytes(Charset.forName("GBK"));
        Read most = read(joined("id,name\n".getBytes(StandardCharsets.US_ASCII), unicode, gbk));
        assertEquals("UTF-8", most.encoding());
        assertEquals("张三", most.cells().get(1));
        assertEquals(5, most.notes().getFirst().line());
        assertTrue(most.notes().getFirst().rule().contains("encoding UTF-8 are read as �"));
        Read other = read(joined("id,name\n1,张三\n".getBytes(StandardCharsets.UTF_8), gbk, gbk, gbk));
        assertEquals("GB18030", other.encoding());
        assertEquals("赵六", other.cells().get(3));
        assertTrue(other.notes().getFirst().rule().contains("lines are UTF-8"));
        assertEquals("1,张三", other.notes().getFirst().value());
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    @Test
    void languagesWithoutATable_areDoubtful() throws IOException {
        for (String[] text : new String[][] {
            {"สมชาย ใจดี,กรุงเทพ", "x-windows-874"},
            {"محمد علي,القاهرة", "windows-1256"},
            {"דוד כהן,חיפה", "windows-1255"}
        }) {
            assertTrue(
                    read(list(List.of(text[0])).getBytes(Charset.forName(text[1])))
                            .isTold(),
                    text[1]);
        }
    }
}
