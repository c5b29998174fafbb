package dev.proa.engine.image;

import dev.proa.image.Digest;
import java.util.List;

/**
 * @param names names now given, {@code busybox:latest}
 * @param unnamed images loaded without a name
 */
public record LoadReport(List<String> names, List<Digest> unnamed) {}
