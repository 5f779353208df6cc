package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    @ParameterizedTest
    @CsvSource({"鼠标, 滑鼠", "滑鼠左鍵, 鼠标左键", "網路, 网络", "屏幕, 荧幕", "軟體, 软件", "影片, 视频", "计程车, 出租车", "短信, 简讯"})
    void aWordIsSaidAsInOtherRegions(String text, String other) {
        assertTrue(
                Regions.others(text).contains(other), () -> Regions.others(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"退款", "电视频道", "方程式", "refund", "文件", "支持"})
    void whatMeansSomethingElseElsewhereStays(String text) {
        assertEquals(List.of(), Regions.others(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"regional-words.txt", "regional-everyday.txt"})
    void eachWordStandsInOneGroupOfItsTable(String table) {
        Set<String> seen = new HashSet<>();
        for (String line : Folding.read(table)) {
            for (String word : line.split(" ")) {
                assertTrue(seen.add(word), "twice: " + word);
                assertEquals(word, Folding.script(word), "must be in Simplified characters");
            }
        }
        assertTrue(seen.size() > 100);
    }
}
