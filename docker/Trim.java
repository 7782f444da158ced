import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jars of the image smaller and quicker: the names of local variables, which only debuggers show, are left out, and
 * everything is compressed as well as it can be. Lines stay, so that a stack trace says what it always says. Classes that were
 * compiled for Java 5 and before, as picocli's are, become classes of Java 6, because a cache holds no older ones. A class that would
 * not pass the verification afterwards, or cannot be verified because it knows classes that are not here, stays as it is.
 */
final class Trim {

    /** Of classes, for another framework. */
    private static final String INDEX = "META-INF/jandex.idx";

    private static final ClassTransform TO_JAVA_6 = (to, element) -> {
        if (element instanceof ClassFileVersion) {
            to.withVersion(ClassFile.JAVA_6_VERSION, 0);
        } else {
            to.with(element);
        }
    };

    private final ClassFile classes;

    private Trim(List<Path> jars) {
        URL[] urls = jars.stream().map(Trim::url).toArray(URL[]::new);
        ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        this.classes = ClassFile.of(
                DebugElementsOption.DROP_DEBUG,
                ConstantPoolSharingOption.NEW_POOL,
                ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(loader).cached()));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The arguments are the jars; each is replaced. */
    public static void main(String[] arguments) throws IOException {
        List<Path> jars = Stream.of(arguments).map(Path::of).toList();
        Trim trim = new Trim(jars);
        long before = 0;
        long after = 0;
        for (Path jar : jars) {
            before += Files.size(jar);
            trim.replace(jar);
            after += Files.size(jar);
        }
        System.out.printf("%d jars: %.1f MB instead of %.1f%n", jars.size(), after / 1e6, before / 1e6);
    }

    private void replace(Path jar) throws IOException {
        Path trimmed = Path.of(jar + ".trimmed");
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(trimmed));
                ZipOutputStream to = new ZipOutputStream(file)) {
            to.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : Collections.list(from.entries())) {
                if (entry.getName().equals(INDEX)) {
                    continue;
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().endsWith(".class") ? trimmed(content) : content);
                to.closeEntry();
            }
        }
        Files.move(trimmed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] trimmed(byte[] original) {
        try {
            ClassModel read = classes.parse(original);
            boolean isOld = read.majorVersion() < ClassFile.JAVA_6_VERSION;
            byte[] trimmed = classes.transformClass(read, isOld ? TO_JAVA_6 : ClassTransform.ACCEPT_ALL);
            boolean isBetter = isOld || trimmed.length < original.length;
            return isBetter && classes.verify(trimmed).isEmpty() ? trimmed : original;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return original;
        }
    }
}
