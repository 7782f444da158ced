package dev.wadi.connection.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {

    @TempDir
    Path folder = Path.of("");

    private Path pem(Object... objects) throws IOException {
        StringWriter text = new StringWriter();
        text.write("Bag Attributes: Schlüssel\n");
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        }
        return Files.writeString(folder.resolve("x.pem"), text.toString());
    }

    private static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    /** The form that {@code openssl ecparam -genkey} writes, with the curve in it. */
    private static PemObject old(KeyPair keys, int bits) {
        var curve = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
                .getPrivateKeyAlgorithm()
                .getParameters();
        try {
            return new PemObject(
                    "EC PRIVATE KEY", new ECPrivateKey(bits, number(keys.getPrivate()), curve).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(PrivateKey key) {
        return ((java.security.interfaces.ECPrivateKey) key).getS();
    }

    @Test
    void allCertificatesOfAFileAreRead() throws Exception {
        TestingTls tls = TestingTls.shared();
        var client = tls.client("a client");
        assertThat(PemCertificates.read(pem(client.certificate(), client.keys().getPrivate(), tls.certificate())))
                .containsExactly(client.certificate(), tls.certificate());
    }

    @Test
    void keysOfTheOldAndTheNewFormAreRead() throws Exception {
        KeyPair rsa = TestingTls.shared().client("a client").keys();
        KeyPair ec = ec("secp256r1");
        KeyPair larger = ec("secp521r1");
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThat(PemKey.read(pem(rsa.getPrivate()), null)).isEqualTo(rsa.getPrivate());
        assertThat(number(PemKey.read(pem(old(ec, 256)), null))).isEqualTo(number(ec.getPrivate()));
        assertThat(number(PemKey.read(pem(old(larger, 521)), null))).isEqualTo(number(larger.getPrivate()));
        for (KeyPair keys : new KeyPair[] {rsa, ec, larger, edwards}) {
            assertThat(PemKey.read(pem(new JcaPKCS8Generator(keys.getPrivate(), null)), null))
                    .isEqualTo(keys.getPrivate());
        }
    }

    @Test
    void anOldEcKeyIsReadWithItsParametersBeforeIt() throws Exception {
        KeyPair ec = ec("secp384r1");
        String key = Files.readString(pem(old(ec, 384)));
        Path file = Files.writeString(
                folder.resolve("y.pem"),
                "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + key);
        assertThat(number(PemKey.read(file, null))).isEqualTo(number(ec.getPrivate()));
    }

    @Test
    void aKeyWithAPasswordNeedsIt() throws Exception {
        KeyPair keys = ec("secp256r1");
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword("secret".toCharArray())
                .build();
        Path file = pem(new JcaPKCS8Generator(keys.getPrivate(), encryptor));
        assertThat(PemKey.read(file, "secret")).isEqualTo(keys.getPrivate());
        assertThatThrownBy(() -> PemKey.read(file, null))
                .hasMessage(file + " is encrypted and there is no password for it");
        assertThatThrownBy(() -> PemKey.read(file, "guess")).hasMessage("the password does not open " + file);
    }

    @Test
    void anEncryptedKeyIsRefusedWhereThereIsNoSettingForItsPassword() throws Exception {
        KeyPair keys = TestingTls.shared().client("a client").keys();
        char[] password = "secret".toCharArray();
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(password)
                .build();
        Path current = pem(new JcaPKCS8Generator(keys.getPrivate(), encryptor));
        assertThatThrownBy(() -> PemKey.readUnencrypted(current)).hasMessage(cannotBeRead(current));
        var oldEncryptor = new JcePEMEncryptorBuilder("AES-256-CBC")
                .setProvider(new BouncyCastleProvider())
                .build(password);
        Path old = pem(new JcaMiscPEMGenerator(keys.getPrivate(), oldEncryptor));
        assertThatThrownBy(() -> PemKey.readUnencrypted(old)).hasMessage(cannotBeRead(old));
        assertThatThrownBy(() -> PemKey.read(old, "secret"))
                .hasMessage(old + " is encrypted in OpenSSL's old form. Convert it: openssl pkcs8 -topk8 -in key -out"
                        + " new.key");
        Path plain = pem(keys.getPrivate());
        assertThat(PemKey.readUnencrypted(plain)).isEqualTo(keys.getPrivate());
    }

    @Test
    void aKeyOfAnotherProgramIsRefused() throws Exception {
        Path file = pem(new PemObject("OPENSSH PRIVATE KEY", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> PemKey.read(file, null)).hasMessage(cannotBeRead(file));
    }

    private static String cannotBeRead(Path file) {
        return file + " holds a key in a form that cannot be read. Convert it: openssl pkcs8 -topk8 -nocrypt -in "
                + file + " -out new.key";
    }

    @Test
    void aDamagedKeyIsSaid() throws IOException {
        Path cut = Files.writeString(
                folder.resolve("cut.pem"), "-----BEGIN PRIVATE KEY-----\nMAAAM\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PemKey.read(cut, null)).hasMessage(cut + " is damaged: it holds no Base64");
        Path empty = Files.writeString(
                folder.resolve("hollow.pem"), "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PemKey.read(empty, null))
                .hasMessage(empty + " holds an EC key that does not name its curve");
    }

    @Test
    void whatIsNoKeyOrNoCertificateIsSaid() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
        assertThatThrownBy(() -> PemKey.read(empty, null)).hasMessage(empty + " holds no PEM private key");
        assertThatThrownBy(() -> PemCertificates.read(empty)).hasMessage(empty + " holds no PEM certificate");
        Path damaged = Files.writeString(
                folder.resolve("damaged.pem"),
                """
                -----BEGIN EC PRIVATE KEY-----
                MAAA
                -----END EC PRIVATE KEY-----
                -----BEGIN CERTIFICATE-----
                MAAA
                -----END CERTIFICATE-----
                """);
        assertThatThrownBy(() -> PemKey.read(damaged, null))
                .hasMessage(damaged + " holds an EC key that does not name its curve");
        assertThatThrownBy(() -> PemCertificates.read(damaged)).hasMessage(damaged + " holds no PEM certificate");
    }
}
