package dev.proa.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static Object parse(String text) throws MalformedJsonException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void textsComeBackAsTheyWere() throws MalformedJsonException {
        String text = "{\"b\":[1,-2.5,true,null,\"é\\n\\u0001\"],\"a\":{},\"t\":1795464294786667486,\"u\":\"<&>\"}";
        assertThat(JsonText.compact(parse(text))).isEqualTo(text);
        assertThat(JsonText.htmlSafe(parse("\"<&>\""))).isEqualTo("\"\\u003c\\u0026\\u003e\"");
    }

    @Test
    void numbers() throws MalformedJsonException {
        assertThat(parse("[0,-7 , 12\n,9223372036854775807,-9223372036854775808]"))
                .isEqualTo(List.of(0L, -7L, 12L, Long.MAX_VALUE, Long.MIN_VALUE));
        assertThat(parse("[1e3,1.5,-2.0,18446744073709551615]")).isEqualTo(List.of(1000L, 1.5, -2.0, 0x1p64));
        assertThatThrownBy(() -> parse("[1-2]")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> parse("[--1]")).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void indentingLeavesValuesAlone() {
        StringBuilder out = new StringBuilder();
        JsonIndenter.indent("[{\"a\":[],\"b\":{ },\"c\":[1, 2],\"d\":\"x\\\"{,\"}]", "", "    ", out);
        assertThat(out.toString()).isEqualTo("""
                        [
                            {
                                "a": [],
                                "b": {},
                                "c": [
                                    1,
                                    2
                                ],
                                "d": "x\\"{,"
                            }
                        ]""");
    }

    @Test
    void valuesOfASequenceComeOneByOne() throws IOException {
        JsonSequence sequence = Json.sequence(
                new ByteArrayInputStream("{\"a\":\"}\"}\n{\"b\":{}}\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(String.valueOf(sequence.next())).contains("a=}");
        assertThat(String.valueOf(sequence.next())).contains("b={}");
        assertThat(sequence.next()).isNull();
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> parse("{\"a\":")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(
                        () -> Json.sequence(new ByteArrayInputStream("page not found".getBytes(StandardCharsets.UTF_8)))
                                .next())
                .isInstanceOf(MalformedJsonException.class);
    }
}
