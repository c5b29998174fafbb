package dev.proa.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagParserTest {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag interactive = flags.bool("interactive", 'i', "");
    private final BoolFlag tty = flags.bool("tty", 't', "");
    private final BoolFlag proxy = flags.boolByDefault("sig-proxy", '\0', "");
    private final ListFlag env = flags.list("env", 'e', "");
    private final StringFlag name = flags.string("name", "");
    private final NumberFlag last = flags.integer("last", 'n', -1, "");

    private List<String> parse(boolean interspersed, String... arguments) throws FlagException {
        return FlagParser.parse(flags, List.of(arguments), interspersed);
    }

    @Test
    void flagsStopAtTheFirstPositional() throws FlagException {
        assertThat(parse(false, "-it", "-e", "A=b", "--env=C", "-eD=e", "image", "-x", "--name", "y"))
                .containsExactly("image", "-x", "--name", "y");
        assertThat(interactive.value()).isTrue();
        assertThat(tty.value()).isTrue();
        assertThat(env.values()).containsExactly("A=b", "C", "D=e");
        assertThat(name.changed()).isFalse();
    }

    @Test
    void flagsMayFollowPositionals() throws FlagException {
        assertThat(parse(true, "a", "--name", "-dash", "b", "--", "-i")).containsExactly("a", "b", "-i");
        assertThat(name.value()).isEqualTo("-dash");
        assertThat(interactive.value()).isFalse();
    }

    @Test
    void switchesTakeAValueOnlyBehindAnEqualsSign() throws FlagException {
        assertThat(parse(true, "--sig-proxy=false", "-i", "false", "-n", "-3", "--name="))
                .containsExactly("false");
        assertThat(proxy.value()).isFalse();
        assertThat(interactive.value()).isTrue();
        assertThat(last.value()).isEqualTo(-3);
        assertThat(name.changed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "--x # unknown flag: --x",
                "--x=1 # unknown flag: --x",
                "-y # unknown shorthand flag: 'y' in -y",
                "-iyz # unknown shorthand flag: 'y' in -yz",
                "--name # flag needs an argument: --name",
                "-ie # flag needs an argument: 'e' in -e",
                "-nabc # invalid argument \"abc\" for \"-n, --last\" flag: strconv.ParseInt: parsing \"abc\":"
                        + " invalid syntax",
                "--sig-proxy=5 # invalid argument \"5\" for \"--sig-proxy\" flag: strconv.ParseBool: parsing \"5\":"
                        + " invalid syntax",
            })
    void mistakesAreToldAsByDocker(String argument, String message) {
        assertThatThrownBy(() -> parse(true, argument)).hasMessage(message);
    }

    @Test
    void usagesAreAlignedAndWrapped() {
        assertThat(FlagUsages.format(flags, 40))
                .contains("  -e, --env list      ")
                .contains("(default -1)");
    }
}
