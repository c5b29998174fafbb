package dev.proa.image.registry;

/** Hears how an upload goes. */
public interface UploadObserver {
    /** @param bytes of the blob that have been sent; less than before when it begins again */
    void sent(long bytes);

    /** It failed and will be tried again. */
    void retrying();
}
