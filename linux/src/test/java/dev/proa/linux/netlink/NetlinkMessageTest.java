package dev.proa.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        MessageWriter writer = new MessageWriter(16, 5).u8(1).u8(2).u16(3).attribute(3, "eth0");
        int nested = writer.beginNested(18);
        ByteBuffer bytes =
                writer.attribute(1, "veth").end(nested).attribute(4, 1500).finish();
        MessageWriter.setSequence(bytes, 42);

        NetlinkMessage message = NetlinkMessage.parse(bytes).getFirst();

        assertThat(message.type()).isEqualTo(16);
        assertThat(message.flags()).isEqualTo(5);
        assertThat(message.sequence()).isEqualTo(42);
        Attributes attributes =
                Attributes.parse(message.payload().slice(4, message.payload().remaining() - 4));
        assertThat(attributes.text(3)).contains("eth0");
        assertThat(attributes.number(4)).contains(1500);
        assertThat(attributes.nested(18).text(1)).contains("veth");
        assertThat(attributes.nested(99).text(1)).isEmpty();
    }

    @Test
    void severalMessagesOfOddLengthAreSplit() throws IOException {
        ByteBuffer bytes = buffer(40);
        bytes.putInt(18)
                .putShort((short) 20)
                .putShort((short) 2)
                .putInt(1)
                .putInt(0)
                .putShort((short) 7);
        bytes.putShort((short) 0);
        bytes.putInt(20)
                .putShort((short) 21)
                .putShort((short) 2)
                .putInt(1)
                .putInt(0)
                .putInt(9);

        List<NetlinkMessage> messages = NetlinkMessage.parse(bytes.flip());

        assertThat(messages).extracting(NetlinkMessage::type).containsExactly(20, 21);
        assertThat(messages.get(0).payload().remaining()).isEqualTo(2);
        assertThat(messages.get(1).payload().getInt(0)).isEqualTo(9);
    }

    @Test
    void aMessageLengthThatDoesNotFitIsRefused() {
        for (int length : new int[] {0, 15, 21, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            ByteBuffer bytes = buffer(20).putInt(0, length);
            assertThatThrownBy(() -> NetlinkMessage.parse(bytes))
                    .as("length %s", length)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> NetlinkMessage.parse(buffer(3))).isInstanceOf(IOException.class);
    }

    @Test
    void anAttributeLengthThatDoesNotFitIsRefused() {
        for (int length : new int[] {0, 3, 9, 0xffff}) {
            ByteBuffer bytes = buffer(8).putShort(0, (short) length);
            assertThatThrownBy(() -> Attributes.parse(bytes))
                    .as("length %s", length)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Attributes.parse(buffer(2))).isInstanceOf(IOException.class);
    }

    @Test
    void attributesOfAWrongSizeAreRefused() throws IOException {
        Attributes attributes =
                Attributes.parse(buffer(8).putShort(0, (short) 6).putShort(2, (short) 1));

        assertThatThrownBy(() -> attributes.number(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> attributes.address(1)).isInstanceOf(IOException.class);
        assertThat(attributes.text(1)).contains("");
    }

    @Test
    void anErrorCarriesNumberAndWords() throws IOException {
        ByteBuffer payload = buffer(64);
        payload.putInt(-17)
                .putInt(100)
                .putShort((short) 16)
                .putShort((short) 0)
                .putInt(1)
                .putInt(0);
        payload.putShort((short) 9).putShort((short) 1).put("oops\0".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        payload.flip();

        NetlinkMessage capped = new NetlinkMessage(NetlinkMessage.ERROR, 0x300, 1, payload);
        assertThat(capped.errno()).isEqualTo(17);
        assertThat(capped.extendedAck()).isEqualTo("oops");

        // Said to hold the whole request, it is shorter than that.
        NetlinkMessage cut = new NetlinkMessage(NetlinkMessage.ERROR, 0x200, 1, payload);
        assertThat(cut.errno()).isEqualTo(17);
        assertThat(cut.extendedAck()).isEmpty();
    }

    @Test
    void anErrorWithoutNumberIsRefused() throws IOException {
        assertThatThrownBy(() -> new NetlinkMessage(NetlinkMessage.ERROR, 0, 1, buffer(2)).errno())
                .isInstanceOf(IOException.class);
        assertThat(new NetlinkMessage(NetlinkMessage.DONE, 0, 1, buffer(0)).errno())
                .isZero();
    }

    @Test
    void bodiesThatAreTooShortAreRefused() {
        assertThatThrownBy(() -> RouteMessages.parseLink(buffer(15))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RouteMessages.parseAddress(buffer(7))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RouteMessages.parseAddress(buffer(8))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RouteMessages.parseRoute(buffer(11))).isInstanceOf(IOException.class);
    }

    @Test
    void aPrefixLongerThanItsAddressIsRefused() {
        ByteBuffer route = buffer(12).put(0, (byte) 2).put(1, (byte) 33).put(7, (byte) 1);

        assertThatThrownBy(() -> RouteMessages.parseRoute(route)).isInstanceOf(IOException.class);
    }

    @Test
    void anyBytesAreParsedOrRefused() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                // Mostly a length that fits, so that the inner parts are reached.
                buffer(4).putInt(0, bytes.length).get(0, bytes, 0, Math.min(4, bytes.length));
            }
            parseAll(ByteBuffer.wrap(bytes));
        }
    }

    private static void parseAll(ByteBuffer bytes) {
        try {
            for (NetlinkMessage message : NetlinkMessage.parse(bytes)) {
                message.extendedAck();
                message.errno();
                RouteMessages.parseLink(message.payload());
                RouteMessages.parseAddress(message.payload());
                RouteMessages.parseRoute(message.payload());
            }
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("malformed");
        }
    }
}
