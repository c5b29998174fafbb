package dev.proa.engine.network;

import dev.proa.engine.Filters;
import dev.proa.engine.PruneReport;
import java.util.List;

/** The networks of an engine: the predefined bridge, host and none. */
public interface Networks {
    /** Filters {@code driver}, {@code id}, {@code name}, {@code scope}, {@code type}, {@code dangling}, {@code label}. */
    List<NetworkView> list(Filters filters);

    /**
     * @param network name, full id or a unique beginning of one
     * @throws dev.proa.engine.failure.NotFound when there is none
     */
    NetworkView inspect(String network);

    /** Removes networks that nothing uses; predefined ones stay. */
    PruneReport prune(Filters filters);
}
