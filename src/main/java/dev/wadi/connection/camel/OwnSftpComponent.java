package dev.wadi.connection.camel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code sftp}, with algorithms that are each endpoint's own. Camel's operations write ciphers and key exchange into
 * JSch's settings of the whole process, where all connections that are made later find them.
 */
@Component("sftp") // the generated setters are found by it, and it is not inherited
final class OwnSftpComponent extends SftpComponent {

    private static final String CIPHERS = JSch.getConfig("cipher.c2s");
    private static final String KEX = JSch.getConfig("kex");

    /** What JSch offers for a kind of algorithm when nothing is chosen, whatever routes have made of its settings since. */
    static String offered(String kind) {
        return switch (kind) {
            case "cipher.c2s" -> CIPHERS;
            case "kex" -> KEX;
            default -> JSch.getConfig(kind);
        };
    }

    @Override
    protected SftpEndpoint buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws URISyntaxException {
        int options = uri.indexOf('?');
        Configuration configuration = new Configuration(new URI(options < 0 ? uri : uri.substring(0, options)));
        FtpUtils.ensureRelativeFtpDirectory(this, configuration);
        return new OwnEndpoint(uri, this, configuration);
    }

    /** Keeps from Camel's operations what they would set for the process. */
    private static final class Configuration extends SftpConfiguration {

        private String ciphers = CIPHERS;
        private String kex = KEX;

        Configuration(URI uri) {
            super(uri);
        }

        @Override
        public void setCiphers(@Nullable String chosen) {
            ciphers = chosen == null || chosen.isEmpty() ? CIPHERS : chosen;
        }

        @Override
        public void setKeyExchangeProtocols(@Nullable String chosen) {
            kex = chosen == null || chosen.isEmpty() ? KEX : chosen;
        }

        void configure(Session session) {
            session.setConfig("cipher.c2s", ciphers);
            session.setConfig("cipher.s2c", ciphers);
            session.setConfig("kex", kex);
        }
    }

    private static final class OwnEndpoint extends SftpEndpoint {

        OwnEndpoint(String uri, SftpComponent component, Configuration configuration) {
            super(uri, component, configuration);
        }

        @Override
        public SftpOperations createRemoteFileOperations() {
            SftpOperations operations = new Operations();
            operations.setEndpoint(this);
            return operations;
        }
    }

    private static final class Operations extends SftpOperations {

        @Override
        protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
            Session session = super.createSession(configuration);
            ((Configuration) configuration).configure(session);
            return session;
        }
    }
}
