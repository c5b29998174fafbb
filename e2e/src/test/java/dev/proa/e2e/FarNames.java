package dev.proa.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A name server outside of all containers, over UDP, that knows a few IPv4 addresses. */
final class FarNames implements AutoCloseable {

    private final DatagramSocket socket;
    private final Map<String, String> addresses;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** @param address of the host, whose port 53 is free */
    FarNames(String address, Map<String, String> addresses) throws IOException {
        this.addresses = addresses;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 53));
        Thread.ofVirtual().start(this::serve);
    }

    /** The names that somebody asked for. */
    Set<String> asked() {
        return asked;
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        asked.add(name.toString());
        String address = addresses.get(name.toString());
        boolean wantsAddress = question[at + 2] == 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(question, 0, 2);
        out.writeBytes(new byte[] {(byte) 0x81, (byte) (address == null ? 0x83 : 0x80), 0, 1});
        out.writeBytes(new byte[] {0, (byte) (address != null && wantsAddress ? 1 : 0), 0, 0, 0, 0});
        out.write(question, 12, at + 5 - 12);
        if (address != null && wantsAddress) {
            out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4});
            out.writeBytes(InetAddress.ofLiteral(address).getAddress());
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
