package dev.wadi.connection.aws;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Amazon S3, and what speaks its protocol. */
public final class AwsType implements ConnectionType<AwsSettings> {

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("s3");
    }

    @Override
    public String title() {
        return "Amazon Web Services (S3)";
    }

    @Override
    public Class<AwsSettings> settings() {
        return AwsSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(new ConnectionBean<>(S3Client.class, LeasedS3Client::of), ConnectionBean.of(S3Presigner.class));
    }

    @Override
    public void check(AwsSettings settings, SettingProblems problems) {
        new AwsCheck(settings, problems).check();
    }

    @Override
    public OpenConnection open(AwsSettings settings, ConnectionContext context) {
        return new AwsConnection(context.connId(), settings, AwsClients.open(context.connId(), settings));
    }
}
