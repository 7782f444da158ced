package dev.wadi.connection.aws;

import dev.wadi.connection.tls.RegularFile;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SettingProblems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** {@code assume_role_kwargs}, by the names of boto3, as a request to STS. */
final class RoleRequest {

    private static final Set<String> TEXTS = Set.of(
            "RoleSessionName", "ExternalId", "Policy", "SourceIdentity", "SerialNumber", "TokenCode", "ProviderId");
    private static final Set<String> LISTS = Set.of("PolicyArns", "Tags", "TransitiveTagKeys");

    private RoleRequest() {}

    /** Reports what the request has no place for. */
    static void check(Map<String, Object> kwargs, SettingProblems problems) {
        kwargs.forEach((name, value) -> {
            String setting = "extra.assume_role_kwargs." + name;
            if (TEXTS.contains(name)) {
                return;
            }
            if (name.equals("DurationSeconds")) {
                if (!String.valueOf(value).matches("\\d{1,6}")) {
                    problems.problem(setting, "must be a number of seconds, was '" + value + "'", "Write 3600");
                }
                return;
            }
            if (!LISTS.contains(name)) {
                problems.problem(setting, "unknown key", "It accepts " + String.join(", ", names()));
                return;
            }
            if (!(value instanceof Collection<?>)) {
                problems.problem(setting, "must be a list", "Write it as boto3 takes it");
            }
        });
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(TEXTS);
        names.addAll(LISTS);
        names.add("DurationSeconds");
        return names;
    }

    static AssumeRoleRequest assume(String connId, String role, Map<String, Object> kwargs) {
        return AssumeRoleRequest.builder()
                .roleArn(role)
                .roleSessionName(sessionName(connId, kwargs))
                .externalId(text(kwargs, "ExternalId"))
                .durationSeconds(duration(kwargs))
                .policy(text(kwargs, "Policy"))
                .policyArns(policies(kwargs))
                .tags(tags(kwargs))
                .transitiveTagKeys(texts(kwargs, "TransitiveTagKeys"))
                .sourceIdentity(text(kwargs, "SourceIdentity"))
                .serialNumber(text(kwargs, "SerialNumber"))
                .tokenCode(text(kwargs, "TokenCode"))
                .build();
    }

    static AssumeRoleWithWebIdentityRequest webIdentity(
            String connId, String role, String tokenFile, Map<String, Object> kwargs) {
        return AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(role)
                .roleSessionName(sessionName(connId, kwargs))
                .webIdentityToken(token(connId, tokenFile))
                .providerId(text(kwargs, "ProviderId"))
                .durationSeconds(duration(kwargs))
                .policy(text(kwargs, "Policy"))
                .policyArns(policies(kwargs))
                .build();
    }

    private static String token(String connId, String file) {
        try {
            return RegularFile.text(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new ConnectionException(connId, "the web identity's token file " + RegularFile.unread(file, e), e);
        }
    }

    /** What STS allows in a session's name is less than what a conn_id may hold, and 64 characters. */
    private static String sessionName(String connId, Map<String, Object> kwargs) {
        String given = text(kwargs, "RoleSessionName");
        if (given != null) {
            return given;
        }
        String name = "wadi_" + connId.replaceAll("[^A-Za-z0-9_+=,.@-]", "_");
        return name.substring(0, Math.min(64, name.length()));
    }

    private static @Nullable String text(Map<String, Object> kwargs, String name) {
        Object value = kwargs.get(name);
        return value == null ? null : value.toString();
    }

    private static @Nullable Integer duration(Map<String, Object> kwargs) {
        String text = text(kwargs, "DurationSeconds");
        return text == null ? null : Integer.valueOf(text);
    }

    private static List<?> list(Map<String, Object> kwargs, String name) {
        return kwargs.get(name) instanceof List<?> list ? list : List.of();
    }

    private static @Nullable List<String> texts(Map<String, Object> kwargs, String name) {
        List<String> texts = list(kwargs, name).stream().map(String::valueOf).toList();
        return texts.isEmpty() ? null : texts;
    }

    private static @Nullable List<PolicyDescriptorType> policies(Map<String, Object> kwargs) {
        List<PolicyDescriptorType> policies = list(kwargs, "PolicyArns").stream()
                .map(item -> item instanceof Map<?, ?> map ? String.valueOf(map.get("arn")) : String.valueOf(item))
                .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
                .toList();
        return policies.isEmpty() ? null : policies;
    }

    private static @Nullable List<Tag> tags(Map<String, Object> kwargs) {
        List<Tag> tags = list(kwargs, "Tags").stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .map(tag -> Tag.builder()
                        .key(String.valueOf(tag.get("Key")))
                        .value(String.valueOf(tag.get("Value")))
                        .build())
                .toList();
        return tags.isEmpty() ? null : tags;
    }
}
