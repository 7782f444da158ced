package dev.wadi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** An SFTP server with a key of its own, a login with a password, and a login with a key. */
public final class TestingSftp implements AutoCloseable {

    public static final String LOGIN = "tester";
    public static final String PASSWORD = "#sftp {{secret}} of the tests";
    public static final String PASSPHRASE = "phrase of the key";
    private static @Nullable TestingSftp shared;

    private final Path folder;
    private final KeyPair hostKey;
    private final KeyPair clientKey;
    private final SshServer server = SshServer.setUpDefaultServer();
    private volatile Map<KexProposalOption, String> offered = Map.of();

    public TestingSftp() {
        try {
            folder = Files.createTempDirectory("wadi-sftp");
            hostKey = KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048);
            clientKey = KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048);
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(session -> List.of(hostKey));
            server.setPasswordAuthenticator(
                    (login, password, session) -> LOGIN.equals(login) && PASSWORD.equals(password));
            server.setPublickeyAuthenticator(
                    (login, key, session) -> LOGIN.equals(login) && KeyUtils.compareKeys(clientKey.getPublic(), key));
            server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
            server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
            server.addSessionListener(new SessionListener() {
                @Override
                public void sessionNegotiationStart(
                        Session session, Map<KexProposalOption, String> client, Map<KexProposalOption, String> own) {
                    offered = Map.copyOf(client);
                }
            });
            server.start();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one server of this JVM. */
    public static synchronized TestingSftp shared() {
        if (shared == null) {
            TestingSftp made = new TestingSftp();
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "stop-sftp"));
            shared = made;
        }
        return shared;
    }

    public int port() {
        return server.getPort();
    }

    /** What the login sees as its home. */
    public Path folder() {
        return folder;
    }

    /** The ciphers and the kinds of key exchange that the last client offered, in its order. */
    public List<String> offered() {
        return Stream.of(KexProposalOption.C2SENC, KexProposalOption.S2CENC, KexProposalOption.ALGORITHMS)
                .map(kind -> offered.getOrDefault(kind, ""))
                .toList();
    }

    /** The server's key as {@code ssh-rsa AAAA…}. */
    public String hostKey() {
        return PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** The client's private key in OpenSSH's form, encrypted with {@link #PASSPHRASE} when that is asked for. */
    public String clientKey(boolean encrypted) {
        var out = new java.io.ByteArrayOutputStream();
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setPassword(PASSPHRASE);
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    clientKey, "test", encrypted ? encryption : null, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.stop(true);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
