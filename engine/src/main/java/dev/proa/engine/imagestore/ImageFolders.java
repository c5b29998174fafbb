package dev.proa.engine.imagestore;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.image.Images;
import dev.proa.engine.store.SettingTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Loads the image archives of some folders, each once: it is loaded again only when its size or time has changed. So an
 * image that a user removes stays removed, and a start at which nothing is new costs a look at each file's attributes.
 */
public final class ImageFolders {
    private static final System.Logger LOG = System.getLogger(ImageFolders.class.getName());
    private static final String KEY = "image-archive:";
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(tar|tgz|tar\\.(gz|zst|bz2|xz))");

    private final SettingTable settings;
    private final Images images;

    public ImageFolders(SettingTable settings, Images images) {
        this.settings = settings;
        this.images = images;
    }

    /** Loads what is new. A folder that is not there is skipped; a broken archive is logged, once, and skipped. */
    public void loadAll(List<Path> folders) {
        for (Path folder : folders) {
            for (Path archive : archives(folder)) {
                loadIfNew(archive);
            }
        }
    }

    private static List<Path> archives(Path folder) {
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (ARCHIVE.matcher(file.getFileName().toString()).matches()) {
                    archives.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "look for image archives in " + folder + ": " + failure.getMessage(), failure);
        }
        archives.sort(null);
        return archives;
    }

    private void loadIfNew(Path archive) {
        String key = KEY + archive.toAbsolutePath().normalize();
        try {
            BasicFileAttributes attributes = Files.readAttributes(archive, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return;
            }
            String version =
                    attributes.size() + " " + attributes.lastModifiedTime().toMillis();
            if (settings.get(key).filter(version::equals).isPresent()) {
                return;
            }
            try (InputStream content = Files.newInputStream(archive)) {
                images.load(content, line -> LOG.log(Level.INFO, archive + ": " + line));
            } catch (InvalidArgument broken) {
                LOG.log(Level.WARNING, "load the images of " + archive + ": " + broken.text());
            }
            settings.put(key, version);
        } catch (IOException | EngineException failure) {
            // A full disk, say, is not the archive's fault: the next start tries again.
            LOG.log(Level.WARNING, "load the images of " + archive + ": " + failure.getMessage(), failure);
        }
    }
}
