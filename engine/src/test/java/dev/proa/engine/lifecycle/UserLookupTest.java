package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserLookupTest {
    private static final UserLookup IMAGE = new UserLookup("""
            root:x:0:0:root:/root:/bin/sh
            # a comment:x:9:9
            short:x
            broken:x:one:two:::
            www:x:33:34::/:
            1234:x:77:78::/:
            """, """
            root:x:0:
            web:x:34:
            logs:x:50:www,other
            video:x:44:www
            """);

    @Test
    void aNameHasItsGroupAndTheGroupsThatListIt() {
        assertThat(IMAGE.find("www", List.of())).isEqualTo(new ProcessUser(33, 34, List.of(44, 50), "/"));
    }

    @Test
    void aKnownNumberIsTheSameUser() {
        assertThat(IMAGE.find("33", List.of())).isEqualTo(new ProcessUser(33, 34, List.of(44, 50), "/"));
    }

    @Test
    void anUnknownNumberIsTakenAsItIs() {
        assertThat(IMAGE.find("4711", List.of())).isEqualTo(new ProcessUser(4711, 0, List.of(), "/"));
    }

    @Test
    void anAccountNamedLikeANumberWins() {
        assertThat(IMAGE.find("1234", List.of()).uid()).isEqualTo(77);
    }

    @Test
    void aGroupOfOnesOwnLeavesTheOthersOut() {
        assertThat(IMAGE.find("www:logs", List.of())).isEqualTo(new ProcessUser(33, 50, List.of(), "/"));
        assertThat(IMAGE.find("www:5", List.of())).isEqualTo(new ProcessUser(33, 5, List.of(), "/"));
        assertThat(IMAGE.find(":web", List.of())).isEqualTo(new ProcessUser(0, 34, List.of(), "/root"));
    }

    @Test
    void additionalGroupsAreNamesOrNumbers() {
        assertThat(IMAGE.find("", List.of("video", "99")).additionalGids()).containsExactly(44, 99);
        assertThatThrownBy(() -> IMAGE.find("", List.of("nope")))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Unable to find group nope");
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> IMAGE.find("nobody", List.of()))
                .hasMessage("unable to find user nobody: no matching entries in passwd file");
        assertThatThrownBy(() -> IMAGE.find("www:nope", List.of()))
                .hasMessage("unable to find group nope: no matching entries in group file");
        assertThatThrownBy(() -> IMAGE.find("short", List.of())).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void numbersTheKernelWouldMisreadAreRefused() {
        assertThatThrownBy(() -> IMAGE.find("4294967295", List.of())).hasMessageContaining("must be in range");
        assertThatThrownBy(() -> IMAGE.find("0:4294967296", List.of())).hasMessageContaining("must be in range");
    }

    @Test
    void anImageWithoutFilesHasRootAndNumbers() {
        UserLookup scratch = new UserLookup("", "");
        assertThat(scratch.find("", List.of())).isEqualTo(ProcessUser.ROOT);
        assertThat(scratch.find("5:6", List.of())).isEqualTo(new ProcessUser(5, 6, List.of(), "/"));
        assertThatThrownBy(() -> scratch.find("root", List.of())).isInstanceOf(InvalidArgument.class);
    }
}
