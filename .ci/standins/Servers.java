import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A mail server, an S3 server, or an HTTP server that says what it was asked, as the environment of the public image says. */
final class Servers {

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "mail" -> mail();
            case "echo" -> echo();
            default -> s3();
        }
        Thread.currentThread().join();
    }

    private static void mail() throws Exception {
        Matcher user = Pattern.compile("greenmail\\.users=([^:]+):([^@]+)@(\\S+)").matcher(System.getenv("GREENMAIL_OPTS"));
        user.find();
        GreenMail mail = new GreenMail(
                new ServerSetup[] {new ServerSetup(3025, "0.0.0.0", "smtp"), new ServerSetup(3143, "0.0.0.0", "imap")});
        mail.start();
        mail.setUser(user.group(1) + "@" + user.group(3), user.group(1), user.group(2));
        echo(); // ready
    }

    private static void s3() throws Exception {
        S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://0.0.0.0:9000"))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4,
                        System.getenv("MINIO_ROOT_USER"),
                        System.getenv("MINIO_ROOT_PASSWORD"))
                .ignoreUnknownHeaders(true)
                .build()
                .start();
    }

    private static void echo() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/", call -> {
            byte[] body = call.getRequestBody().readAllBytes();
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, 0);
            try (var answer = call.getResponseBody()) {
                answer.write(("{\"method\": \"" + call.getRequestMethod() + "\", \"bytes\": " + body.length + "}").getBytes());
            }
        });
        server.start();
    }
}
