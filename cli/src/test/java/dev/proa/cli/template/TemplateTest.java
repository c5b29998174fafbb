package dev.proa.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.cli.json.Json;
import dev.proa.cli.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the docker command prints for the same templates over the same data, as observed with its release 28.2. */
class TemplateTest {
    private static final String DATA = """
            {"Id":"0123456789abcdef","Name":"/c1","State":{"Running":true,"Pid":42,"Health":null},
             "Args":["1000","-x"],"Labels":{"z":"q","a":"b"},"Nets":{"none":{"Gateway":""}},"Size":1.5,"Empty":[]}
            """;

    private static String render(String template) throws MalformedJsonException {
        return Template.parse(template).applyRaw(Json.parse(DATA.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{{.Name}} # /c1",
                "{{.State.Pid}}{{/* no */}} # 42",
                "{{.Labels}} # map[a:b z:q]",
                "{{.Args}} # [1000 -x]",
                "{{.State}} # map[Health:<nil> Pid:42 Running:true]",
                "{{json .Labels}} # {\"a\":\"b\",\"z\":\"q\"}",
                "{{index .Labels \"a\"}} # b",
                "{{index .Labels \"nope\"}} # <no value>",
                "{{.State.Health}} # <no value>",
                "{{range .Args}}<{{.}}>{{end}} # <1000><-x>",
                "{{range $i, $a := .Args}}{{$i}}={{$a}};{{end}} # 0=1000;1=-x;",
                "{{range $k, $v := .Labels}}{{$k}}{{$v}} {{end}}. # ab zq .",
                "{{range .Empty}}x{{else}}none{{end}} # none",
                "{{range .Args}}{{if eq . \"-x\"}}{{break}}{{end}}{{.}}{{end}} # 1000",
                "{{range .Args}}{{if eq . \"1000\"}}{{continue}}{{end}}{{.}}{{end}} # -x",
                "{{range 3}}{{.}}{{end}} # 012",
                "{{with .State}}{{.Pid}}{{end}} # 42",
                "{{if eq 1 2}}a{{else if eq 2 2}}b{{else}}c{{end}} # b",
                "{{len .Args}} {{len .Name}} # 2 3",
                "{{slice .Id 0 4}} {{slice .Id 14}} # 0123 ef",
                "{{printf \"%s|%q|%5d|%-5d|%05d|%x|%v|%t\" .Name .Id 5 6 7 255 .Args true}}"
                        + " # /c1|\"0123456789abcdef\"|    5|6    |00007|ff|[1000 -x]|true",
                "{{printf \"%.2f %g %e\" .Size .Size 1234.5678}} # 1.50 1.5 1.234568e+03",
                "{{printf \"%d\" .Name}} # %!d(string=/c1)",
                "{{printf \"%d\"}} # %!d(MISSING)",
                "{{printf \"a\" 5}} # a%!(EXTRA int=5)",
                "{{print 1 2 \"a\" \"b\" 3}} # 1 2ab3",
                "{{println .Name}}. # '/c1\n.'",
                "{{split .Name \"/\"}} # [ c1]",
                "{{title \"abc def\"}} {{lower \"ABC\"}} {{upper \"abc\"}} # Abc Def abc ABC",
                "{{pad .Name 2 1}}| # '  /c1 |'",
                "{{truncate .Id 3}} # 012",
                "{{.State.Pid | printf \"%d\"}} # 42",
                "{{define \"x\"}}X{{.}}{{end}}{{template \"x\" .Name}} # X/c1",
                "{{block \"x\" .Name}}<{{.}}>{{end}} # </c1>",
                "{{$x := 5}}{{$x = 6}}{{$x}} # 6",
                "a {{- \" b \" -}} c # a b c",
                "{{and true false}} {{or 0 \"x\"}} {{not 1}} # false x false",
                "{{lt 1 2}} {{ge \"b\" \"a\"}} {{ne 1 2}} {{eq 3 1 2 3}} # true true true true",
                "{{html \"<a>\"}} {{urlquery \"a b\"}} # &lt;a&gt; a+b",
                "{{(index .Args 0)}} {{(.State).Pid}} # 1000 42",
                "{{`raw \\n`}} {{'a'}} {{0x10}} {{1e3}} # raw \\n 97 16 1000",
            })
    void rendersAsGoDoes(String template, String expected) throws MalformedJsonException {
        assertThat(render(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{{.Foo}} # template: :1:2: executing \"\" at <.Foo>: map has no entry for key \"Foo\"",
                "{{.State.Foo}} # template: :1:8: executing \"\" at <.State.Foo>: map has no entry for key \"Foo\"",
                "{{.Name.Foo}} # template: :1:7: executing \"\" at <.Name.Foo>: can't evaluate field Foo in type"
                        + " interface {}",
                "{{index .Args 5}} # template: :1:2: executing \"\" at <index .Args 5>: error calling index:"
                        + " index out of range: 5",
                "{{lower 5}} # template: :1:8: executing \"\" at <5>: expected string; found 5",
                "{{template \"x\"}} # template: :1:11: executing \"\" at <{{template \"x\"}}>:"
                        + " template \"x\" not defined",
                "{{len 5}} # template: :1:2: executing \"\" at <len 5>: error calling len: len of type int",
                "{{eq 1 \"a\"}} # template: :1:2: executing \"\" at <eq 1 \"a\">: error calling eq:"
                        + " incompatible types for comparison",
            })
    void failsAsGoDoes(String template, String message) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{{.Name # template: :1: unclosed action",
                "{{foo .Name}} # template: :1: function \"foo\" not defined",
                "{{end}} # template: :1: unexpected {{end}}",
                "{{if}} # template: :1: missing value for if",
                "{{range .Args}} # template: :1: unexpected EOF",
                "{{$y}} # template: :1: undefined variable \"$y\"",
                "{{1 | 2}} # template: :1: non executable command in pipeline stage 2",
                "{{\"a}} # template: :1: unterminated quoted string",
                "{{.a.}} # template: :1: unexpected <.> in operand",
                "{{@}} # template: :1: unexpected \"@\" in command",
                "{{break}} # template: :1: {{break}} outside {{range}}",
                "{{(.Name}} # template: :1: unclosed left paren",
                "{{}} # template: :1: missing value for command",
            })
    void doesNotParseWhatGoDoesNot(String template, String message) {
        assertThatThrownBy(() -> Template.parse(template))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void headersPassThroughFunctions() {
        assertThat(Template.parse("{{upper .Id}}\t{{json .Name}}\t{{.Label \"com.x-y\"}}\t{{.Nope}}")
                        .header(Map.of("Id", "The id", "Name", "NAMES")))
                .isEqualTo("The id\tNAMES\tx y\t<no value>");
    }
}
