package dev.proa.network.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.network.dns.NetworkNames.Member;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswererTest {
    /** What stands for: somebody else has to be asked. */
    private static final byte[] FORWARDED = new byte[0];

    private final NetworkNames names = new NetworkNames();
    private final Answerer answerer = new Answerer(names);
    private final Scope.Upstream upstream = new Scope.Upstream(InetAddress.ofLiteral("192.0.2.1"), false);

    private Scope scope(String... networks) {
        return new Scope(
                Arrays.stream(networks)
                        .map(id -> new Scope.Membership(id, Map.of("Db", "postgres")))
                        .toList(),
                List.of(upstream),
                true);
    }

    private byte[] ask(Scope scope, byte[] question, int limit) {
        Query query = ((Parsed.Question) MessageParser.parse(question, question.length)).query();
        return Objects.requireNonNullElse(answerer.answer(query, scope, limit), FORWARDED);
    }

    private byte[] ask(Scope scope, String name, int type) {
        return ask(scope, Questions.of(name, type), 512);
    }

    private static Member member(String id, String address, String... names) {
        return new Member(id, List.of(names), List.of(InetAddress.ofLiteral(address)));
    }

    private static byte[] lastFour(byte[] answer) {
        return Arrays.copyOfRange(answer, answer.length - 4, answer.length);
    }

    @Test
    void findsNamesWithoutRegardToCase() {
        names.put("n1", "Back", member("c1", "10.0.0.2", "Web", "alias"));
        for (String name : List.of("web", "WEB", "alias", "web.back", "alias.BACK")) {
            byte[] answer = ask(scope("n1"), name, RecordType.A);
            assertThat(Questions.answers(answer)).as(name).isEqualTo(1);
            assertThat(lastFour(answer)).as(name).containsExactly(10, 0, 0, 2);
        }
    }

    @Test
    void aNameWithoutSuchAnAddressHasNoData() {
        names.put("n1", "back", member("c1", "10.0.0.2", "web"));
        for (int type : new int[] {RecordType.AAAA, 15, 16, 65}) {
            byte[] answer = ask(scope("n1"), "web", type);
            assertThat(Questions.code(answer)).isZero();
            assertThat(Questions.answers(answer)).isZero();
        }
    }

    @Test
    void aChangeCountsAtOnce() {
        names.put("n1", "back", member("c1", "10.0.0.2", "web", "old"));
        names.put("n1", "back", member("c1", "10.0.0.3", "web2"));
        assertThat(ask(scope("n1"), "web", RecordType.A)).isSameAs(FORWARDED);
        assertThat(ask(scope("n1"), "old", RecordType.A)).isSameAs(FORWARDED);
        assertThat(lastFour(ask(scope("n1"), "web2", RecordType.A))).containsExactly(10, 0, 0, 3);
        assertThat(ask(scope("n1"), "2.0.0.10.in-addr.arpa", RecordType.PTR)).isSameAs(FORWARDED);
        names.remove("n1", "c1");
        assertThat(ask(scope("n1"), "web2", RecordType.A)).isSameAs(FORWARDED);
    }

    @Test
    void networksKeepTheirNamesToThemselves() {
        names.put("n1", "back", member("c1", "10.0.0.2", "web"));
        assertThat(ask(scope("n2"), "web", RecordType.A)).isSameAs(FORWARDED);
        assertThat(ask(scope("n2"), "web.back", RecordType.A)).isSameAs(FORWARDED);
        assertThat(ask(scope("n2"), "2.0.0.10.in-addr.arpa", RecordType.PTR)).isSameAs(FORWARDED);
    }

    @Test
    void aLinkIsANameOfItsOwnersAlone() {
        names.put("n1", "back", member("c1", "10.0.0.2", "postgres"));
        assertThat(lastFour(ask(scope("n1"), "db", RecordType.A))).containsExactly(10, 0, 0, 2);
        Scope other = new Scope(List.of(new Scope.Membership("n1", Map.of())), List.of(upstream), true);
        assertThat(ask(other, "db", RecordType.A)).isSameAs(FORWARDED);
    }

    @Test
    void aSharedAliasLeadsToEachInTurn() {
        for (int i = 1; i <= 3; i++) {
            names.put("n1", "back", member("c" + i, "10.0.0." + i, "web" + i, "web"));
        }
        Set<Byte> last = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            byte[] answer = ask(scope("n1"), "web", RecordType.A);
            assertThat(Questions.answers(answer)).isEqualTo(3);
            last.add(answer[answer.length - 1]);
        }
        assertThat(last).hasSize(3);
        names.remove("n1", "c2");
        assertThat(Questions.answers(ask(scope("n1"), "web", RecordType.A))).isEqualTo(2);
    }

    @Test
    void namesBothVersionsInReverse() {
        names.put(
                "n1",
                "back",
                new Member(
                        "c1",
                        List.of("web", "alias"),
                        List.of(InetAddress.ofLiteral("10.0.0.2"), InetAddress.ofLiteral("fd00::2"))));
        String six = "2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa";
        for (String name : List.of("2.0.0.10.in-addr.arpa", six)) {
            byte[] answer = ask(scope("n1"), name, RecordType.PTR);
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).as(name).endsWith("\3web\4back\0");
        }
        assertThat(Questions.answers(ask(scope("n1"), "web", RecordType.AAAA))).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsLeftOutAndTold() {
        for (int i = 0; i < 100; i++) {
            names.put("n1", "back", member("c" + i, "10.0.1." + i, "web" + i, "web"));
        }
        byte[] answer = ask(scope("n1"), Questions.of("web", RecordType.A), 512);
        assertThat(answer.length).isLessThanOrEqualTo(512);
        assertThat(Questions.truncated(answer)).isTrue();
        byte[] whole = ask(scope("n1"), Questions.of(1, "web", RecordType.A, 4096), 4096);
        assertThat(Questions.truncated(whole)).isFalse();
        assertThat(Questions.answers(whole)).isEqualTo(100);
    }

    @Test
    void withoutServersElsewhereWhatIsUnknownFails() {
        Scope internal = new Scope(List.of(new Scope.Membership("n1", Map.of())), List.of(), true);
        assertThat(Questions.code(ask(internal, "example.org", RecordType.A)))
                .isEqualTo(ResponseCode.SERVER_FAILURE.number());
    }

    @Test
    void singleLabelsStayHereWhenTheUserSetNdots() {
        Scope kept = new Scope(List.of(), List.of(upstream), false);
        assertThat(Questions.answers(ask(kept, "unknown", RecordType.A))).isZero();
        assertThat(ask(kept, "example.org", RecordType.A)).isSameAs(FORWARDED);
    }
}
