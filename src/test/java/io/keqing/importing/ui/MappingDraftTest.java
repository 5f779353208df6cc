package io.keqing.importing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingDraftTest {
    private static final List<String> COLUMNS = List.of("no", "a", "b", "c");

    private static MappingDraft draft(String json) {
        return MappingDraft.of(json.replace('\'', '"'));
    }

    private static String plain(MappingDraft draft) {
        return draft.text().replaceAll("\\s+", "").replace('"', '\'');
    }

    @Test
    void everyPlaceAColumnCanHave_isSeen() {
        MappingDraft draft = draft("""
                {'type': 'feedback', 'fields': {'id': 'no', 'customer': {'column': 'who', 'source': 'crm'},
                 'at': {'join': ['day', 'time']}}, 'answers': {'q': {}}, 'attributes': ['ip'], 'rest': 'drop',
                 'also': [{'type': 'customers', 'fields': {'id': 'who', 'name': 'person'}}]}""");
        assertEquals(Target.field("id"), draft.target("no"));
        assertEquals(Target.field("customer"), draft.target("who"));
        assertEquals(Target.written("at"), draft.target("time"));
        assertEquals(Target.written("name"), draft.target("person"));
        assertEquals(Target.ANSWER, draft.target("q"));
        assertEquals(Target.ATTRIBUTE, draft.target("ip"));
        assertEquals(Target.LEAVE_OUT, draft.target("any"));
        assertEquals(Target.ATTRIBUTE, draft("{'type': 'customers'}").target("any"));
        assertEquals(
                Target.ANSWER, draft("{'type': 'feedback', 'rest': 'answers'}").target("any"));
        assertEquals(
                Target.ALIAS, draft("{'type': 'customers', 'aliases': ['no']}").target("no"));
    }

    @Test
    void aColumnThatIsChosenForAField_takesThePlaceOfAnother_whichBecomesOneOfTheRest() {
        MappingDraft draft = draft("{'type': 'customers', 'fields': {'id': 'no', 'name': 'a'}}");
        draft.choose("b", Target.field("name"), COLUMNS);
        assertEquals(Target.ATTRIBUTE, draft.target("a"));
        draft.choose("no", Target.ATTRIBUTE, COLUMNS);
        draft.choose("c", Target.ALIAS, COLUMNS);
        assertEquals("{'type':'customers','fields':{'name':'b'},'aliases':['c']}", plain(draft));
    }

    @Test
    void oneColumnThatIsLeftOut_leavesTheOthersWhatTheyWere() {
        MappingDraft draft = draft("{'type': 'customers', 'fields': {'id': 'no'}}");
        draft.choose("b", Target.LEAVE_OUT, COLUMNS);
        assertEquals(Target.LEAVE_OUT, draft.target("b"));
        assertEquals(Target.ATTRIBUTE, draft.target("a"));
        assertEquals(Target.ATTRIBUTE, draft.target("c"));
        draft.choose("b", Target.ATTRIBUTE, COLUMNS);
        assertEquals(Target.ATTRIBUTE, draft.target("b"));

        MappingDraft asked = draft("""
                {'type': 'feedback', 'fields': {'id': 'no'}, 'answers': {'*': {'missing': [9]}}, 'rest': 'answers'}""");
        asked.choose("b", Target.LEAVE_OUT, COLUMNS);
        assertEquals(
                "{'type':'feedback','fields':{'id':'no'},'answers':{'a':{'missing':[9]},'c':{'missing':[9]}},"
                        + "'rest':'drop'}",
                plain(asked));
    }

    @Test
    void codesThatMeanNoAnswer_goWithTheColumn() {
        MappingDraft draft = draft("{'type': 'feedback', 'fields': {'id': 'no', 'nps': 'a'}, "
                + "'values': {'nps': {'11': null, 'ten': '10'}}}");
        assertEquals(List.of("11"), draft.missing("a"));
        draft.missing("a", List.of("-1", "99"));
        assertTrue(plain(draft).contains("'values':{'nps':{'ten':'10','-1':null,'99':null}}"), plain(draft));
        draft.choose("a", Target.ANSWER, COLUMNS);
        assertEquals(List.of("-1", "99"), draft.missing("a"));
        assertTrue(plain(draft).contains("'values':{'nps':{'ten':'10'}}"), plain(draft));
        draft.choose("a", Target.field("id"), COLUMNS);
        assertEquals(List.of(), draft.missing("a"));
        assertFalse(plain(draft).contains("answers"), plain(draft));
    }

    @Test
    void codesOfAllAnswers_areThoseOfEach_untilOneIsChanged() {
        MappingDraft draft = draft("{'type': 'feedback', 'answers': {'*': {'missing': [9]}}, 'rest': 'answers'}");
        assertEquals(List.of("9"), draft.missing("a"));
        draft.missing("a", List.of("0", "6"));
        assertEquals(List.of("0", "6"), draft.missing("a"));
        assertEquals(List.of("9"), draft.missing("b"));
    }

    @Test
    void whatTheChoicesHaveNoWordsFor_stays_andWhatIsSaidOfTheFile_isAdded() {
        MappingDraft draft = draft("""
                {'type': 'interactions', 'source': 'x', 'fields': {'id': 'no', 'kind': {'value': 'order'}},
                 'combine': {'*': 'last'}}""");
        draft.say(Map.of("encoding", "GB18030"));
        draft.source("shop");
        draft.choose("a", Target.field("subject"), COLUMNS);
        assertEquals(
                "{'type':'interactions','source':'shop','fields':{'id':'no','kind':{'value':'order'},'subject':'a'},"
                        + "'combine':{'*':'last'},'encoding':'GB18030'}",
                plain(draft));
    }

    @Test
    void whatTheValuesLeaveOpen_isKeptInTheMapping() {
        MappingDraft draft = draft("{'type': 'feedback', 'fields': {'id': 'no', 'csat': 'a', 'nps': 'b'}}");
        draft.nothing("a", List.of("NULL", "无"));
        draft.nothing("b", List.of());
        draft.meanings("a", Map.of("满意", "4"));
        draft.meanings("a", Map.of("满意", "5"));
        draft.meanings("c", Map.of("满意", "4"));
        draft.say(Map.of("decimal", ","));
        assertEquals(
                "{'type':'feedback','fields':{'id':'no','csat':'a','nps':'b'},'nothing':{'a':['NULL','无']},"
                        + "'values':{'csat':{'满意':'4'}},'decimal':','}",
                plain(draft));
        MappingDraft listed = draft("{'type': 'feedback', 'nothing': ['-'], 'fields': {'csat': 'a'}}");
        listed.nothing("a", List.of("NULL"));
        assertEquals("{'type':'feedback','nothing':['-'],'fields':{'csat':'a'}}", plain(listed));
        assertEquals(
                Target.written("amount"),
                draft("{'type': 'interactions', 'fields': {'amount': {'product': ['a', 'b']}}}")
                        .target("b"));
    }
}
