package dev.proa.engine.host;

import dev.proa.engine.image.ImageSummary;
import java.util.List;

/** What the overview of the system has to know of images, and no more. */
public interface ImageOverview {
    int count();

    /** Every image, with what it shares and how many containers use it. */
    List<ImageSummary> measured();

    /** Bytes of all layers, each counted once. */
    long layersSize();
}
