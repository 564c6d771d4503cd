package dev.pluginlb.plugins;

import dev.pluginlb.policy.RoutingPolicy;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarFile;

/** Loads the classes of one jar; as resources it has its own alone, so that it offers no other jar's providers. */
final class JarLoader extends URLClassLoader {

    static final String SERVICE_FILE = "META-INF/services/" + RoutingPolicy.class.getName();

    private JarLoader(Path jar) throws IOException {
        super(new URL[] {jar.toUri().toURL()}, RoutingPolicy.class.getClassLoader());
    }

    /** @throws IOException if the file is no jar, or names no policy */
    static JarLoader of(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICE_FILE) == null) {
                throw new IOException("no entry " + SERVICE_FILE + " (expected: one with the name of the class)");
            }
        }
        return new JarLoader(jar);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
    }
}
