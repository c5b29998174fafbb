package dev.proa.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void parametersMayBeQuotedAndHoldCommas() {
        Challenge challenge = Challenge.parse(
                "Bearer realm=\"https://auth.example/token\",service=registry, scope=\"repository:a/b:pull,push\"");
        assertThat(challenge.scheme()).isEqualTo("bearer");
        assertThat(challenge.parameters())
                .isEqualTo(Map.of(
                        "realm", "https://auth.example/token",
                        "service", "registry",
                        "scope", "repository:a/b:pull,push"));
    }

    @Test
    void whatIsCutShortIsReadAsFarAsItGoes() {
        assertThat(Challenge.parse("Basic").parameters()).isEmpty();
        assertThat(Challenge.parse("Bearer realm=\"https://x").parameter("realm"))
                .isEqualTo("https://x");
        assertThat(Challenge.parse("Bearer realm").parameters()).isEmpty();
        assertThat(Challenge.parse("Bearer a=\"q\\\"uote\"").parameter("a")).isEqualTo("q\"uote");
    }

    @Test
    void aTokenIsPreferredToAPassword() {
        assertThat(Challenge.best(List.of("Basic realm=\"a\"", "Bearer realm=\"b\"")))
                .hasValueSatisfying(best -> assertThat(best.scheme()).isEqualTo("bearer"));
        assertThat(Challenge.best(List.of("Negotiate"))).isEmpty();
    }
}
