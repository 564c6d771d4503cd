package dev.pluginlb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority for certificates that nobody else trusts, valid for a day, made by openssl. */
public final class TestCa {

    private final Path folder;

    private TestCa(Path folder) {
        this.folder = folder;
    }

    public static TestCa in(Path folder) throws IOException {
        TestCa ca = new TestCa(Files.createDirectories(folder));
        ca.make("ca", "/CN=an authority for tests");
        return ca;
    }

    /** Its own certificate, PEM. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /**
     * A certificate for a server of that name and no other, PEM.
     *
     * @param file what it is called; its key is beside it
     */
    public Path server(String file, String name) throws IOException {
        make(
                file,
                "/CN=" + file,
                "-CA",
                certificate().toString(),
                "-CAkey",
                folder.resolve("ca.key").toString(),
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "subjectAltName=DNS:" + name);
        return folder.resolve(file + ".pem");
    }

    /** The key of a certificate. */
    public Path key(String file) {
        return folder.resolve(file + ".key");
    }

    /** Options of a redis-server that speaks TLS there, too, with a certificate for that name and no other. */
    public String[] redis(int port, String name) throws IOException {
        return new String[] {
            "--tls-port", Integer.toString(port),
            "--tls-cert-file", server("redis", name).toString(),
            "--tls-key-file", key("redis").toString(),
            "--tls-ca-cert-file", certificate().toString(),
            "--tls-auth-clients", "no"
        };
    }

    private void make(String name, String subject, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"));
        command.addAll(List.of("-days", "1", "-subj", subject));
        command.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
        command.addAll(List.of("-out", folder.resolve(name + ".pem").toString()));
        command.addAll(List.of(more));
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (openssl.onExit().join().exitValue() != 0) {
            throw new IOException("openssl: " + said);
        }
    }
}
