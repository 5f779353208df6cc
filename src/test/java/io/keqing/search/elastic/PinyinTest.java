package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinyinTest {
    @Test
    void theTableIsWhatIcuSays() throws IOException {
        assertEquals(PinyinTable.lines(), Files.readAllLines(PinyinTable.FILE));
    }

    @ParameterizedTest
    @CsvSource({
        "王小明, wang xiao ming",
        "單田芳, shan tian fang",
        "曾志偉, zeng zhi wei",
        "仇英, qiu ying",
        "任正非, ren zheng fei",
        "解晓东, xie xiao dong",
        "区小娟, ou xiao juan",
        "查良镛, zha liang yong",
        "翟志刚, zhai zhi gang",
        "朴树, piao shu",
        "缪荣, miao rong",
        "盖叫天, ge jiao tian",
        "尉迟恭, yu chi gong",
        "万俟雅, mo qi ya",
        "長孫無忌, zhang sun wu ji",
        "欧阳娜娜, ou yang na na",
        "吕布, lv bu",
    })
    void surnamesAreReadAsSuch(String name, String reading) {
        assertEquals(reading, Pinyin.readings(name).getFirst());
    }

    @Test
    void aNameOfSeveralReadingsHasThemAll() {
        assertTrue(Pinyin.readings("王乐").containsAll(List.of("wang le", "wang yue")));
        assertTrue(Pinyin.readings("乐乐").containsAll(List.of("yue le", "le le")));
        assertTrue(Pinyin.readings("单小单").size() <= 8);
    }

    @Test
    void whatIsIndexed_isTheReadingsAndTheInitials() {
        assertEquals(List.of("wang xiao ming", "wxm", "wangxm"), Pinyin.indexed("王小明"));
        assertEquals(List.of("wang wei", "ww"), Pinyin.indexed("王伟"));
        assertEquals(List.of(), Pinyin.indexed("José Müller"));
        assertEquals(List.of("shang hai dong fang ke ji", "shdfkj"), Pinyin.indexed("上海東方(ABC)科技"));
    }

    @Test
    void theLastSyllableMayBeUnfinished() {
        assertTrue(Pinyin.unfinished("wangxiaom").contains(List.of("wang", "xiao", "m")));
        assertTrue(Pinyin.unfinished("Wang Xiao").contains(List.of("wang", "xiao")));
        assertTrue(Pinyin.unfinished("wang xi").contains(List.of("wang", "xi")));
        assertEquals(List.of(), Pinyin.unfinished("gold-2"));
        assertEquals(List.of("xu", "xuan", "xue", "xun"), Pinyin.beginning("xu"));
    }

    @Test
    void valuesAreSpelledWholeAndByTheirInitials() {
        assertEquals(List.of("wuhanshi", "whs"), TypedPinyin.spelled("武汉市").subList(0, 2));
        assertEquals(List.of(), TypedPinyin.spelled("gold"));
    }

    @Test
    void typedPinyinIsCutIntoSyllables() {
        assertEquals(
                List.of(List.of("wang", "xiao", "ming")),
                Pinyin.syllables("WangXiaoMing").subList(0, 1));
        assertEquals(List.of(List.of("xian"), List.of("xi", "an")), Pinyin.syllables("xian"));
        assertEquals(List.of(List.of("xi", "an")), Pinyin.syllables("xi'an"));
        assertEquals(List.of("lv", "bu"), Pinyin.syllables("lǚbù").getFirst());
        assertEquals(List.of("lv", "bu"), Pinyin.syllables("lyubu").getFirst());
        assertTrue(Pinyin.syllables("lubu").contains(List.of("lv", "bu")));
        assertEquals(List.of(), Pinyin.syllables("wxm"));
        assertEquals(List.of(), Pinyin.syllables("iphone15"));
        assertFalse(Pinyin.syllables("a".repeat(30)).size() > 4);
    }
}
