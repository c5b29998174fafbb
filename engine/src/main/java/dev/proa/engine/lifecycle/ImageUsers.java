package dev.proa.engine.lifecycle;

import dev.proa.image.Digest;
import java.util.List;

/** Who uses images: what the image service has to know of containers, and no more. */
public interface ImageUsers {
    /** A container that was made of an image. */
    record User(String containerId, boolean running, Digest image, List<String> layers) {}

    /** Every container there is, in any state. */
    List<User> users();
}
