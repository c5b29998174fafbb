package dev.proa.engine.imagestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    /** Cases of Go's path/match_test.go. */
    @ParameterizedTest
    @CsvSource({
        "abc, abc, true",
        "*, abc, true",
        "*c, abc, true",
        "a*, a, true",
        "a*, ab/c, false",
        "a*/b, abc/b, true",
        "a*/b, a/c/b, false",
        "a*b*c*d*e*/f, axbxcxdxe/f, true",
        "a*b?c*x, abxbbxdbxebxczzx, true",
        "a*b?c*x, abxbbxdbxebxczzy, false",
        "ab[c], abc, true",
        "ab[b-d], abc, true",
        "ab[e-g], abc, false",
        "ab[^c], abc, false",
        "ab[^e-g], abc, true",
        "a\\*b, a*b, true",
        "a\\*b, ab, false",
        "a?b, a☺b, true",
        "a[^a]b, a☺b, true",
        "[\\]a], ], true",
        "[\\-], -, true",
        "[x\\-], z, false",
        "a?b, a/b, false",
        "*x, xxx, true",
        "[z-a], b, false",
        "(a|b)+, a, false",
    })
    void matchesAsGoDoes(String pattern, String subject, boolean expected) {
        assertThat(new PathPattern(pattern).matches(subject)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a[", "[a\\"})
    void refusesMalformedPatterns(String pattern) {
        assertThatThrownBy(() -> new PathPattern(pattern))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("syntax error in pattern");
    }
}
