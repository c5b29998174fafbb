package dev.proa.engine.imagestore;

import dev.proa.engine.Filters;
import dev.proa.engine.bus.EventSink;
import dev.proa.engine.host.ImageOverview;
import dev.proa.engine.image.HistoryLine;
import dev.proa.engine.image.ImageDeletion;
import dev.proa.engine.image.ImageImport;
import dev.proa.engine.image.ImagePruneReport;
import dev.proa.engine.image.ImagePush;
import dev.proa.engine.image.ImageQuery;
import dev.proa.engine.image.ImageSummary;
import dev.proa.engine.image.ImageView;
import dev.proa.engine.image.Images;
import dev.proa.engine.image.LoadReport;
import dev.proa.engine.image.PendingPull;
import dev.proa.engine.image.PullConfig;
import dev.proa.engine.image.PullRequest;
import dev.proa.engine.image.PushProgress;
import dev.proa.engine.image.VerifyReport;
import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.VerifiedBlobs;
import dev.proa.image.pull.BlobDownloads;
import dev.proa.image.registry.Registries;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The images on this machine: hands each operation to the class that carries it out. */
public final class LocalImages implements Images, ImageOverview, AutoCloseable {
    private final ImageTable images;
    private final LayerSizes sizes;
    private final ImageResolver resolver;
    private final Garbage garbage;
    private final RestoreLayers restore;
    private final LoadImages load;
    private final SaveImages save;
    private final ImportImage importing;
    private final CommitImage commit;
    private final VerifyImages verify;
    private final ListImages list;
    private final InspectImage inspect;
    private final ImageHistory history;
    private final TagImage tag;
    private final RemoveImage remove;
    private final PruneImages prune;
    private final KeptBlobs kept;
    private final PullImage pull;
    private final PushImage push;

    /**
     * The stores stay the caller's, who closes them after the last use of this.
     *
     * @param containers asked at each removal; must not call back
     * @param maxUnpackedBytes how much an archive or image may unpack to
     * @param pulling how images are fetched from registries
     */
    public LocalImages(
            ImageTable images,
            ContentStore blobs,
            LayerStore layers,
            Registries registries,
            ImageUsers containers,
            EventSink sink,
            long maxUnpackedBytes,
            PullConfig pulling) {
        ImageConfigs configs = new ImageConfigs(blobs);
        ImageEvents events = new ImageEvents(sink);
        Holds holds = new Holds();
        this.images = images;
        this.sizes = new LayerSizes(layers);
        this.resolver = new ImageResolver(images, configs, holds);
        this.garbage = new Garbage(images, containers, holds, blobs, layers);
        this.restore = new RestoreLayers(images, blobs, layers, configs);
        this.save = new SaveImages(images, blobs, resolver, configs, events, holds, garbage);
        this.load = new LoadImages(images, blobs, layers, events, holds, garbage, maxUnpackedBytes);
        this.tag = new TagImage(images, resolver, configs, events, holds);
        AddImage adding = new AddImage(images, blobs, tag, holds);
        this.importing = new ImportImage(blobs, layers, adding, events, holds, garbage, maxUnpackedBytes);
        this.commit = new CommitImage(images, blobs, layers, configs, adding, holds, garbage);
        this.verify = new VerifyImages(images, blobs, layers, configs, holds, garbage);
        this.list = new ListImages(images, sizes, resolver, configs, containers);
        this.inspect = new InspectImage(images, layers, resolver, configs);
        this.history = new ImageHistory(images, sizes, resolver, configs);
        this.remove = new RemoveImage(images, resolver, configs, containers, events, holds, garbage);
        this.prune = new PruneImages(images, configs, remove, events);
        this.kept = new KeptBlobs(garbage);
        VerifiedBlobs verified = new VerifiedBlobs(blobs);
        this.pull = new PullImage(
                new RemoteImages(registries),
                new PullOne(
                        images,
                        blobs,
                        verified,
                        new BlobDownloads(blobs, verified, pulling.attempts()),
                        layers,
                        configs,
                        events,
                        holds,
                        garbage,
                        kept,
                        new MendLayers(layers, containers, holds, kept),
                        maxUnpackedBytes,
                        pulling.concurrency()));
        this.push = new PushImage(images, blobs, registries, resolver, configs, events, holds, garbage);
    }

    /** Finds and holds images for those who make containers of them. */
    public ImageResolver resolver() {
        return resolver;
    }

    /** Makes images of containers. */
    public CommitImage commit() {
        return commit;
    }

    /** Brings disk and database together after a crash of the engine or the machine; once, when all containers are known. */
    public void recover() throws IOException {
        restore.run();
        garbage.sweep();
    }

    /**
     * Deletes layers that only a removed container had still used; called after each removal, when the container is no
     * longer among the users.
     */
    public void containerRemoved(Collection<String> layers) {
        garbage.collect(layers.stream().map(LocalImages::stored).toList());
    }

    /** Bytes of some layers' files together. */
    public long layersSize(Collection<String> layers) {
        return sizes.of(layers.stream().map(LocalImages::chainId).toList());
    }

    private static Stored stored(String layer) {
        return new Stored.Layer(chainId(layer));
    }

    private static ChainId chainId(String layer) {
        return new ChainId(Digest.parse(layer));
    }

    @Override
    public LoadReport load(InputStream archive, Consumer<String> progress) {
        return load.run(archive, progress);
    }

    @Override
    public void save(List<String> wanted, OutputStream archive) throws IOException {
        save.run(wanted, archive);
    }

    @Override
    public Digest importTarball(ImageImport request, InputStream tarball) {
        return importing.run(request, tarball);
    }

    @Override
    public List<ImageSummary> list(ImageQuery query) {
        return list.run(query);
    }

    @Override
    public ImageView inspect(String image) {
        return inspect.run(image);
    }

    @Override
    public List<HistoryLine> history(String image) {
        return history.run(image);
    }

    @Override
    public void tag(String image, String target) {
        tag.run(image, target);
    }

    @Override
    public List<ImageDeletion> remove(String image, boolean force, boolean parents) {
        return remove.run(image, force).steps();
    }

    @Override
    public VerifyReport verify() {
        return verify.run();
    }

    @Override
    public ImagePruneReport prune(Filters filters) {
        kept.release();
        return prune.run(filters);
    }

    @Override
    public PendingPull pull(PullRequest request) {
        return pull.find(request);
    }

    /** Forgets what is kept for pulls that were given up. */
    @Override
    public void close() {
        kept.close();
    }

    @Override
    public void push(ImagePush request, PushProgress progress) throws IOException {
        push.run(request, progress);
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public List<ImageSummary> measured() {
        return list.run(new ImageQuery(false, true, Filters.NONE));
    }

    @Override
    public long layersSize() {
        return sizes.ofAll();
    }
}
