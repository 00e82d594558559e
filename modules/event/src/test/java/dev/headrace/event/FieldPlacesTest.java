package dev.headrace.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.FieldPlaces.Change;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPlacesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    /a            ; {"a":1}                          ; {}
                    /a            ; { "a" : 1 }                      ; {  }
                    /a            ; {"a":1,"b":2}                    ; {"b":2}
                    /b            ; {"a":1,"b":2}                    ; {"a":1}
                    /b            ; {"a":1 , "b":2 , "c":3}          ; {"a":1 , "c":3}
                    /a /b         ; {"a":1, "b":2, "c":3}            ; {"c":3}
                    /b /c         ; {"a":1, "b":2, "c":3}            ; {"a":1}
                    /a /c         ; {"a":1, "b":2, "c":3}            ; {"b":2}
                    /a /b /c      ; {"a":1, "b":2, "c":3}            ; {}
                    /a/b          ; {"a":{"b":{"c":[1,"}"]}},"b":1}  ; {"a":{},"b":1}
                    /a/1          ; {"a":[1,[2],3]}                  ; {"a":[1,null,3]}
                    /a/*/b        ; {"a":[{"b":1},{"c":2,"b":3}, 4]} ; {"a":[{},{"c":2}, 4]}
                    /*/b          ; {"x":{"b":1},"y":{"b":2},"z":3}  ; {"x":{},"y":{},"z":3}
                    /*            ; {"x":1,"y":[2]}                  ; {}
                    /a~1b/c~0d    ; {"a/b":{"c~d":1,"e":2}}          ; {"a/b":{"e":2}}
                    /é            ; {"\\u00e9":1,"é2":2}             ; {"é2":2}
                    /a"b          ; {"a\\"b":1,"b":2}                ; {"b":2}
                    """)
    void leavesOutWhatItIsToldAndNothingElse(String pointers, String event, String left) {
        assertThat(removed(pointers, event)).contains(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    /b    ; {"a":1}
                    /a/b  ; {"a":1}
                    /a/b  ; {"a":"b"}
                    /a/b  ; {"a":[{"b":1}]}
                    /a/2  ; {"a":[1,2]}
                    /a/b  ; {"a":null}
                    /a    ; {"b":{"a":1}}
                    /a    ; {}
                    """)
    void copiesNothingWhereThereIsNothingToChange(String pointers, String event) {
        assertThat(removed(pointers, event)).isEmpty();
    }

    @Test
    void writesOnlyTheChangedValueAnew() {
        String event = "{\"n\":1.0,\"big\":12345678901234567890, \"a\" :  \"x\\u0041\" ,\"z\":1e2}";
        FieldPlaces<String> places = FieldPlaces.of(Map.of("/a", "new"));

        String changed = change(places, event, said -> new Change.Replace(JsonTexts.write(said)));

        assertThat(changed)
                .isEqualTo("{\"n\":1.0,\"big\":12345678901234567890, \"a\" :  \"new\" ,\"z\":1e2}");
    }

    @Test
    void aNamedMemberIsExceptedFromTheRuleForAllOthers() {
        FieldPlaces<String> places = FieldPlaces.of(Map.of("/t/*", "all", "/t/plan", "one"));

        String changed =
                change(
                        places,
                        "{\"t\":{\"plan\":1,\"name\":2}}",
                        said ->
                                said.equals("all")
                                        ? new Change.Replace(JsonTexts.nothing())
                                        : new Change.None());

        assertThat(changed).isEqualTo("{\"t\":{\"plan\":1,\"name\":null}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    /a     ; {"a":1}                     ; {"n":"x"}
                    /a     ; { "a" : 1 , "b":2}          ; { "n":"x" , "b":2}
                    /b     ; {"a":{"b":0}, "b":[1,{}]}   ; {"a":{"b":0}, "n":"x"}
                    /a/b   ; {"c":1,"a":{"b":0}}         ; {"c":1,"a":{"n":"x"}}
                    /a /b  ; {"a":1,"b":2}               ; {"n":"x","n":"x"}
                    /a     ; {"\\u0061":1}               ; {"n":"x"}
                    /a/0   ; {"a":[1,2]}                 ; {"a":[null,2]}
                    """)
    void putsAnotherMemberInAMembersPlace(String pointers, String event, String changed) {
        var places = new LinkedHashMap<String, String>();
        Arrays.stream(pointers.split(" ")).forEach(pointer -> places.put(pointer, "x"));

        assertThat(
                        change(
                                FieldPlaces.of(places),
                                event,
                                said ->
                                        new Change.ReplaceMember(
                                                JsonTexts.write("n"), JsonTexts.write(said))))
                .isEqualTo(changed);
    }

    @Test
    void worksOnASliceOfALargerArray() {
        byte[] body = "[{\"a\":1},{\"a\":2,\"b\":3}]".getBytes(StandardCharsets.UTF_8);

        Optional<byte[]> changed =
                FieldPlaces.of(Map.of("/a", "x"))
                        .change(body, 9, 13, (said, json, from, to) -> new Change.Remove());

        assertThat(changed).map(FieldPlacesTest::text).contains("{\"b\":3}");
    }

    @Test
    void neverReadsPastTheEndOfWhatIsNoJson() {
        byte[] broken = "{\"a\":{\"b\":\"".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        FieldPlaces.of(Map.of("/a/b", "x"))
                                .change(
                                        broken,
                                        0,
                                        broken.length,
                                        (said, json, from, to) -> new Change.Remove()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesEveryTextOfAValueButNoName() {
        String value = "{\"n\" : \"a\\n\",\"m\":[\"b\",1,{\"n\":\"c\"}],\"é\":\"\\\"\"}";

        Change changed =
                JsonTexts.changeTexts(
                        value.getBytes(StandardCharsets.UTF_8),
                        0,
                        value.getBytes(StandardCharsets.UTF_8).length,
                        text -> text.equals("b") ? text : "<" + text + "\u0001>");

        assertThat(changed)
                .isInstanceOfSatisfying(
                        Change.Replace.class,
                        replaced ->
                                assertThat(text(replaced.json()))
                                        .isEqualTo(
                                                "{\"n\" : \"<a\\u000a\\u0001>\",\"m\":[\"b\",1,"
                                                        + "{\"n\":\"<c\\u0001>\"}],"
                                                        + "\"é\":\"<\\\"\\u0001>\"}"));
        assertThat(JsonTexts.changeTexts(new byte[] {'"', 'x', '"'}, 0, 3, text -> text))
                .isEqualTo(new Change.None());
    }

    @Test
    void readsEveryEscape() {
        byte[] json =
                "\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\ud83d\\ude00é\"".getBytes(StandardCharsets.UTF_8);

        assertThat(JsonTexts.read(json, 0, json.length)).isEqualTo("\b\f\n\r\t/\\\"😀é");
    }

    private static Optional<String> removed(String pointers, String event) {
        var places = new LinkedHashMap<String, String>();
        Arrays.stream(pointers.split(" ")).forEach(pointer -> places.put(pointer, "x"));
        byte[] json = event.getBytes(StandardCharsets.UTF_8);
        return FieldPlaces.of(places)
                .change(json, 0, json.length, (said, all, from, to) -> new Change.Remove())
                .map(FieldPlacesTest::text);
    }

    private interface Said {
        Change change(String said);
    }

    private static String change(FieldPlaces<String> places, String event, Said change) {
        byte[] json = event.getBytes(StandardCharsets.UTF_8);
        return places.change(json, 0, json.length, (said, all, from, to) -> change.change(said))
                .map(FieldPlacesTest::text)
                .orElse(event);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
