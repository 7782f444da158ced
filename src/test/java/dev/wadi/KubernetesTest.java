package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Validation;
import dev.wadi.engine.Workspace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests of {@code docker/kubernetes}: what they say exists, and fits the image and what Wadi serves. */
class KubernetesTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "apps/v1 Deployment", Deployment.class,
            "v1 Service", Service.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 Secret", Secret.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class);
    private static final Pattern SECRET_FILE = Pattern.compile("\\{\\{file:([^}]+)}}");

    /** Without the door that the classes have for fields that they do not know. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated ignored) {
                    return false;
                }
            });

    @TempDir
    private Path home;

    private final List<HasMetadata> manifests = new ArrayList<>();
    private String dockerfile = "";
    private PodSpec pod = new PodSpec();
    private Container wadi = new Container();

    @BeforeEach
    void read() throws IOException {
        dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        try (Stream<Path> files = Files.list(Path.of("docker/kubernetes"))) {
            for (Path file : files.toList()) {
                new Load(LoadSettings.builder().build())
                        .loadAllFromString(Files.readString(file))
                        .forEach(document -> manifests.add(manifest((Map<?, ?>) document)));
            }
        }
        pod = only(Deployment.class).getSpec().getTemplate().getSpec();
        wadi = pod.getContainers().get(0);
    }

    private static HasMetadata manifest(Map<?, ?> document) {
        String kind = document.get("apiVersion") + " " + document.get("kind");
        assertThat(KINDS).containsKey(kind);
        return STRICT.convertValue(document, KINDS.get(kind));
    }

    private <T extends HasMetadata> T only(Class<T> kind) {
        List<T> found =
                manifests.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Map<String, String> files(String configMap) {
        return manifests.stream()
                .filter(ConfigMap.class::isInstance)
                .filter(manifest -> manifest.getMetadata().getName().equals(configMap))
                .map(manifest -> ((ConfigMap) manifest).getData())
                .findFirst()
                .orElseThrow();
    }

    private String mountPath(String volume) {
        return wadi.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }

    /** What a line of the Dockerfile says, such as {@code USER 10001:10001}, or a variable in {@code ENV}. */
    private String inImage(String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.MULTILINE).matcher(dockerfile);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private void unpack(String configMap, String folder) throws IOException {
        Path into = Files.createDirectories(home.resolve(folder));
        for (Map.Entry<String, String> file : files(configMap).entrySet()) {
            Files.writeString(
                    into.resolve(file.getKey()), file.getValue().replace(mountPath("secrets"), home + "/secrets"));
        }
    }

    @Test
    void theConfigMapsAreConnectionsAndRoutesWithoutProblems() throws Exception {
        unpack("wadi-connections", "connections");
        unpack("wadi-routes", "routes");
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        for (Map.Entry<String, String> secret :
                only(Secret.class).getStringData().entrySet()) {
            Path file = Files.writeString(secrets.resolve(secret.getKey()), secret.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        }
        Map<String, String> flags = Map.of(
                "wadi.connections", home.resolve("connections").toString(),
                "wadi.routes", home.resolve("routes").toString(),
                "wadi.secrets", secrets.toString());
        Validation validation = Validation.of(Workspace.of(Settings.read(flags, Map.of()), Map.of()));
        assertThat(validation.problems()).isEmpty();
        assertThat(validation.connections()).isEqualTo(2);
        assertThat(validation.routeFiles()).isEqualTo(3);
        assertThat(validation.pipelines()).isEqualTo(1);
    }

    @Test
    void foldersAreMountedWhereTheImageLooks() {
        assertThat(mountPath("connections")).isEqualTo(inImage("WADI_CONNECTIONS=(\\S+)"));
        assertThat(mountPath("routes")).isEqualTo(inImage("WADI_ROUTES=(\\S+)"));
        assertThat(mountPath("state")).isEqualTo(inImage("WADI_STATE=(\\S+)"));
        assertThat(pod.getVolumes())
                .extracting(Volume::getName)
                .containsExactlyInAnyOrderElementsOf(wadi.getVolumeMounts().stream()
                        .map(VolumeMount::getName)
                        .toList());
        assertThat(wadi.getVolumeMounts())
                .as("what is mounted by subPath never changes")
                .allMatch(mount -> mount.getSubPath() == null && mount.getSubPathExpr() == null);
        for (Volume volume : pod.getVolumes()) {
            if (volume.getConfigMap() != null) {
                assertThat(files(volume.getConfigMap().getName())).isNotEmpty();
            }
            if (volume.getPersistentVolumeClaim() != null) {
                assertThat(volume.getPersistentVolumeClaim().getClaimName())
                        .isEqualTo(
                                only(PersistentVolumeClaim.class).getMetadata().getName());
            }
        }
    }

    @Test
    void secretsAreWherePlaceholdersLook() {
        String folder = mountPath("secrets");
        Secret secret = only(Secret.class);
        assertThat(Settings.read(Map.of(), Map.of()).secrets())
                .anyMatch(secrets -> Path.of(folder).startsWith(secrets));
        List<String> named = SECRET_FILE
                .matcher(String.join("\n", files("wadi-connections").values()))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(secret.getStringData().keySet().stream()
                        .map(key -> folder + "/" + key)
                        .toList());
        assertThat(pod.getVolumes())
                .anyMatch(volume -> volume.getSecret() != null
                        && secret.getMetadata()
                                .getName()
                                .equals(volume.getSecret().getSecretName()));
    }

    @Test
    void portsAreThoseOfTheImage() {
        assertThat(wadi.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(inImage("^EXPOSE (.*)$").split(" ", -1))
                                .map(Integer::valueOf)
                                .toList());
        assertThat(only(Service.class).getSpec().getPorts())
                .extracting(ServicePort::getTargetPort)
                .allMatch(target ->
                        wadi.getPorts().stream().anyMatch(port -> port.getName().equals(target.getStrVal())));
        assertThat(only(Deployment.class).getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(only(Service.class).getSpec().getSelector())
                .containsAllEntriesOf(
                        only(Deployment.class).getSpec().getSelector().getMatchLabels());
    }

    @Test
    void probesAskWhatIsServed() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.createDirectories(home.resolve("connections"));
        Settings settings = Settings.read(
                Map.of(
                        "wadi.connections",
                        home.resolve("connections").toString(),
                        "wadi.routes",
                        home.resolve("routes").toString(),
                        "wadi.api.port",
                        "0",
                        "wadi.api.token",
                        "of-somebody-else"),
                Map.of());
        try (Engine engine = Engine.of(Workspace.of(settings, Map.of())).start();
                ApiServer api = ApiServer.start(engine, settings)) {
            for (Probe probe : List.of(wadi.getStartupProbe(), wadi.getLivenessProbe(), wadi.getReadinessProbe())) {
                assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("api");
                URI asked = URI.create(api.url() + probe.getHttpGet().getPath());
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(asked.getPath()).isEqualTo(200);
            }
        }
    }

    @Test
    void theGracePeriodIsLongerThanTheDrain() {
        Map<String, String> environment = Map.of(
                "WADI_DRAIN",
                wadi.getEnv().stream()
                        .filter(variable -> variable.getName().equals("WADI_DRAIN"))
                        .map(EnvVar::getValue)
                        .findFirst()
                        .orElseThrow());
        Duration drain = Settings.read(Map.of(), environment).drain();
        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds())).isGreaterThan(drain.plusSeconds(5));
        assertThat(only(Deployment.class).getSpec().getReplicas()).isEqualTo(1);
        assertThat(only(Deployment.class).getSpec().getStrategy().getType()).isEqualTo("Recreate");
    }

    @Test
    void nothingRunsWithMoreRightsThanItNeeds() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser() + ":"
                        + pod.getSecurityContext().getRunAsGroup())
                .isEqualTo(inImage("^USER (.*)$"));
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(wadi.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(wadi.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(wadi.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(wadi.getResources().getLimits()).containsKey("memory");
    }
}
