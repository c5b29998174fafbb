package dev.proa.network.dns;

import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The name server of all containers. One thread takes what they send and answers at once what it can; questions for
 * servers elsewhere, and TCP connections, have a virtual thread each, whose number is bounded for each container and in
 * all. The one thread takes a few datagrams of each container at a time, so that none can keep the others from being
 * answered.
 *
 * <p>Safe for use by any thread. The thread begins with the first resolver. Closing ends it; resolvers are closed by
 * whoever opened them.
 */
public final class NameServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(NameServer.class.getName());
    private static final int DATAGRAMS_AT_A_TIME = 16;
    private static final int MOST_FORWARDED = 1_024;

    private final NetworkNames names = new NetworkNames();
    private final Answerer answerer = new Answerer(names);
    private final Semaphore forwarded = new Semaphore(MOST_FORWARDED);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Selector selector;
    private boolean closed;

    /** Begins to serve with the first resolver. */
    public NameServer() {}

    /** Who is called what; changes take effect at once. */
    public NetworkNames names() {
        return names;
    }

    /**
     * Opens a container's name server, in place of one that an earlier engine had there.
     *
     * @param namespace the container's, entered for each question that goes to a server elsewhere
     */
    public Resolver open(NetworkNamespace namespace, Scope scope) throws IOException {
        Selector running = running();
        // A channel that is watched is really closed only when the selector comes round.
        Resolver resolver = Resolver.open(namespace, scope, running::wakeup);
        try {
            resolver.udp().register(running, SelectionKey.OP_READ, resolver);
            resolver.tcp().register(running, SelectionKey.OP_ACCEPT, resolver);
        } catch (IOException | RuntimeException failure) {
            resolver.close();
            throw failure;
        }
        running.wakeup();
        return resolver;
    }

    private Selector running() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the name server is closed");
            }
            Selector present = selector;
            if (present == null) {
                Selector made = Selector.open();
                present = made;
                selector = made;
                Thread.ofPlatform().daemon().name("proa-dns").start(() -> serve(made));
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private void serve(Selector own) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MessageParser.LARGEST_UDP_SIZE + 1);
        while (own.isOpen()) {
            try {
                own.select(key -> ready(key, buffer));
            } catch (IOException failure) {
                LOG.log(Level.ERROR, "the name server ends: it cannot wait for questions", failure);
                return;
            } catch (java.nio.channels.ClosedSelectorException closedMeanwhile) {
                return;
            }
        }
    }

    /** Whatever goes wrong with one container's sockets is no matter of the others'. */
    private void ready(SelectionKey key, ByteBuffer buffer) {
        Resolver resolver = (Resolver) key.attachment();
        try {
            if (key.isReadable()) {
                receive(resolver, buffer);
            } else if (key.isAcceptable()) {
                accept(resolver);
            }
        } catch (CancelledKeyException | ClosedChannelException gone) {
            // Its container has ended.
        } catch (IOException | UncheckedIOException failure) {
            LOG.log(Level.DEBUG, "a container's question", failure);
        } catch (RuntimeException unforeseen) {
            LOG.log(Level.WARNING, "a container's question", unforeseen);
        }
    }

    private void receive(Resolver resolver, ByteBuffer buffer) throws IOException {
        for (int i = 0; i < DATAGRAMS_AT_A_TIME; i++) {
            buffer.clear();
            SocketAddress client = resolver.udp().receive(buffer);
            if (client == null) {
                return;
            }
            buffer.flip();
            if (buffer.remaining() > MessageParser.LARGEST_UDP_SIZE) {
                continue; // no question is as long, and what was cut off is lost
            }
            byte[] message = new byte[buffer.remaining()];
            buffer.get(message);
            switch (MessageParser.parse(message, message.length)) {
                case Parsed.Question(Query query) -> answer(resolver, query, client);
                case Parsed.Rejected rejected -> send(resolver.udp(), rejected.reply(), client);
                case Parsed.Ignored() -> {}
            }
        }
    }

    private void answer(Resolver resolver, Query query, SocketAddress client) throws IOException {
        Scope scope = resolver.scope();
        byte[] answer = answerer.answer(query, scope, query.udpSize());
        if (answer != null) {
            send(resolver.udp(), answer, client);
            return;
        }
        if (!begin(resolver)) {
            send(resolver.udp(), MessageWriter.empty(query, ResponseCode.REFUSED), client);
            return;
        }
        Thread.ofVirtual().name("proa-dns-question").start(() -> {
            try {
                byte[] far = resolver.forwarder().ask(query, scope, false);
                boolean fits = far.length <= query.udpSize();
                send(resolver.udp(), fits ? far : MessageWriter.truncated(query), client);
            } catch (IOException | RuntimeException failure) {
                LOG.log(Level.DEBUG, "a container's question for others", failure);
            } finally {
                end(resolver);
            }
        });
    }

    private boolean begin(Resolver resolver) {
        if (!resolver.forwarded().tryAcquire()) {
            return false;
        }
        if (!forwarded.tryAcquire()) {
            resolver.forwarded().release();
            return false;
        }
        return true;
    }

    private void end(Resolver resolver) {
        forwarded.release();
        resolver.forwarded().release();
    }

    /** A full queue loses the datagram, as datagrams are. */
    private static void send(DatagramChannel channel, byte[] reply, SocketAddress client) throws IOException {
        channel.send(ByteBuffer.wrap(reply), client);
    }

    private void accept(Resolver resolver) throws IOException {
        SocketChannel accepted = resolver.tcp().accept();
        if (accepted == null) {
            return;
        }
        if (!resolver.admit(accepted)) {
            accepted.close();
            return;
        }
        Thread.ofVirtual().name("proa-dns-connection").start(() -> serve(resolver, accepted));
    }

    private void serve(Resolver resolver, SocketChannel client) {
        try {
            try {
                new TcpClient(resolver, answerer, () -> begin(resolver), () -> end(resolver)).serve(client);
            } finally {
                resolver.dismiss(client);
            }
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.DEBUG, "a container's connection", failure);
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            if (selector != null) {
                selector.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
