import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code java StackMaps.java IN OUT}: copies a jar, and rebuilds each of its classes that is older than Java 8 as one of
 * Java 8, with the stack maps that verification by type checking needs (JVMS 4.10.1). The code itself stays as it is.
 *
 * <p>The JDK's start-up cache leaves out classes that only the old verifier can check, and picocli is compiled for
 * Java 5: from the jar as it is published all of it would be parsed and verified at each start of the command.
 */
final class StackMaps {
    private StackMaps() {}

    public static void main(String[] arguments) throws IOException {
        Path in = Path.of(arguments[0]);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {in.toUri().toURL()});
                JarFile jar = new JarFile(in.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            ClassFile format = ClassFile.of(
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader)),
                    StackMapsOption.GENERATE_STACK_MAPS);
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream content = jar.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    out.write(entry.getName().endsWith(".class") ? rebuilt(format, bytes) : bytes);
                }
                out.closeEntry();
            }
        }
    }

    private static byte[] rebuilt(ClassFile format, byte[] bytes) {
        ClassModel model = format.parse(bytes);
        if (model.majorVersion() >= ClassFile.JAVA_8_VERSION) {
            return bytes;
        }
        return format.build(model.thisClass().asSymbol(), builder -> {
            model.forEach(element -> copy(element, builder));
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        });
    }

    private static void copy(ClassElement element, ClassBuilder builder) {
        switch (element) {
            case ClassFileVersion _ -> {}
            // Instruction by instruction: a method taken over whole would keep its lack of stack maps.
            case MethodModel method when method.code().isPresent() ->
                builder.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> builder.with(element);
        }
    }
}
