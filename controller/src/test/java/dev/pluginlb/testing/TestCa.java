package dev.pluginlb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * A certificate that vouches for itself and is over, PEM.
     *
     * @param file what it is called; its key is beside it
     */
    public Path expired(String file) throws IOException {
        String store = folder.resolve(file + ".p12").toString();
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> making = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", file, "-dname", "CN=" + file));
        making.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-10d", "-validity", "5"));
        making.addAll(List.of("-storetype", "PKCS12", "-keystore", store, "-storepass", "changeit"));
        run(making);
        List<String> opening = List.of("openssl", "pkcs12", "-in", store, "-passin", "pass:changeit", "-nodes", "-out");
        Path certificate = folder.resolve(file + ".pem");
        run(Stream.concat(opening.stream(), Stream.of(certificate.toString(), "-nokeys"))
                .toList());
        run(Stream.concat(opening.stream(), Stream.of(key(file).toString(), "-nocerts"))
                .toList());
        return certificate;
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
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (program.onExit().join().exitValue() != 0) {
            throw new IOException(command.get(0) + ": " + said);
        }
    }
}
