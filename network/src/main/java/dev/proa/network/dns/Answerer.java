package dev.proa.network.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what can be answered here and now, without waiting for anybody. */
final class Answerer {
    private final Lookup lookup;

    Answerer(NetworkNames names) {
        this.lookup = new Lookup(names);
    }

    /**
     * The answer to a question.
     *
     * @param limit how long it may be
     * @return null when somebody upstream has to be asked
     */
    byte @Nullable [] answer(Query query, Scope scope, int limit) {
        byte[] own = own(query, scope, limit);
        if (own != null) {
            return own;
        }
        if (scope.upstreams().isEmpty()) {
            return MessageWriter.empty(query, ResponseCode.SERVER_FAILURE);
        }
        boolean address = query.type() == RecordType.A || query.type() == RecordType.AAAA;
        if (address && !scope.forwardsSingleLabels() && query.name().indexOf('.') < 0) {
            return MessageWriter.empty(query, ResponseCode.SUCCESS);
        }
        return null;
    }

    private byte @Nullable [] own(Query query, Scope scope, int limit) {
        if (query.type() == RecordType.PTR) {
            Optional<InetAddress> address = ReverseName.address(query.name());
            return address.isEmpty() ? null : pointer(query, scope, address.get());
        }
        Optional<List<InetAddress>> found = lookup.addresses(scope, query.name(), query.type() == RecordType.AAAA);
        if (found.isEmpty()) {
            return null;
        }
        // A name that is known here has addresses and nothing else: no mail exchanger, no text.
        boolean address = query.type() == RecordType.A || query.type() == RecordType.AAAA;
        return MessageWriter.addresses(query, address ? found.get() : List.of(), limit);
    }

    private byte @Nullable [] pointer(Query query, Scope scope, InetAddress address) {
        String name = lookup.reverse(scope, address);
        if (name.isEmpty()) {
            return null;
        }
        try {
            return MessageWriter.pointer(query, name);
        } catch (IllegalArgumentException unspeakable) {
            return MessageWriter.empty(query, ResponseCode.SUCCESS);
        }
    }
}
