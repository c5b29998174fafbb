package dev.proa.network.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageParserTest {
    private static Parsed parse(byte[] message) {
        return MessageParser.parse(message, message.length);
    }

    private static Query question(byte[] message) {
        return ((Parsed.Question) parse(message)).query();
    }

    private static int rejection(byte[] message) {
        return Questions.code(((Parsed.Rejected) parse(message)).reply());
    }

    @Test
    void readsAQuestion() {
        Query query = question(Questions.of("Web.Backend", RecordType.AAAA));
        assertThat(query.name()).isEqualTo("web.backend");
        assertThat(query.type()).isEqualTo(RecordType.AAAA);
        assertThat(query.id()).isEqualTo(0x1234);
        assertThat(query.edns()).isFalse();
        assertThat(query.udpSize()).isEqualTo(512);
    }

    @Test
    void readsHowMuchAClientTakes() {
        assertThat(question(Questions.of(1, "a", RecordType.A, 1232)).udpSize()).isEqualTo(1232);
        assertThat(question(Questions.of(1, "a", RecordType.A, 1)).udpSize()).isEqualTo(512);
        assertThat(question(Questions.of(1, "a", RecordType.A, 65_535)).udpSize())
                .isEqualTo(4096);
    }

    @Test
    void refusesNamesThatPointAnywhere() {
        byte[] message = Questions.of("aa", RecordType.A);
        message[12] = (byte) 0xc0; // a pointer to itself
        message[13] = 12;
        assertThat(rejection(message)).isEqualTo(ResponseCode.FORMAT_ERROR.number());
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String name = String.join(".", java.util.Collections.nCopies(5, "x".repeat(60)));
        assertThat(rejection(Questions.of(name, RecordType.A))).isEqualTo(ResponseCode.FORMAT_ERROR.number());
    }

    @Test
    void refusesOtherOperationsAndSeveralQuestions() {
        byte[] update = Questions.of("a", RecordType.A);
        update[2] |= 5 << 3;
        assertThat(rejection(update)).isEqualTo(ResponseCode.NOT_IMPLEMENTED.number());
        byte[] two = Questions.of("a", RecordType.A);
        two[5] = 2;
        assertThat(rejection(two)).isEqualTo(ResponseCode.FORMAT_ERROR.number());
    }

    @Test
    void doesNotAnswerAnswers() {
        byte[] answer = Questions.of("a", RecordType.A);
        answer[2] |= (byte) 0x80;
        assertThat(parse(answer)).isInstanceOf(Parsed.Ignored.class);
        assertThat(parse(new byte[11])).isInstanceOf(Parsed.Ignored.class);
    }

    @Test
    void aDotInsideALabelIsNoSeparator() {
        byte[] message = Questions.of("aXb", RecordType.A);
        message[14] = '.';
        assertThat(question(message).name()).isNotEqualTo("a.b");
    }

    /** Every prefix of a question, and thousands of damaged ones, end in some answer or none, and never in an exception. */
    @Test
    void survivesAnything() {
        byte[] whole = Questions.of(7, "some.name.to.damage", RecordType.A, 4096);
        for (int length = 0; length <= whole.length; length++) {
            parse(Arrays.copyOf(whole, length));
        }
        Random random = new Random(7);
        Answerer answerer = new Answerer(new NetworkNames());
        Scope scope = new Scope(java.util.List.of(), java.util.List.of(), true);
        for (int i = 0; i < 200_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(8); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (parse(Arrays.copyOf(damaged, random.nextInt(damaged.length + 1))) instanceof Parsed.Question(Query q)) {
                assertThat(answerer.answer(q, scope, q.udpSize())).isNotNull();
            }
        }
    }
}
