package dev.asterbridge.cluster;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, as far as it can be judged without Docker. */
class ComposeTests {

    private static final Set<String> INSTANCES = Set.of("asterdex-api-1", "asterdex-api-2");

    private static Map<String, Map<String, Object>> services;
    private static String front;

    @BeforeAll
    static void read() throws IOException {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
        services = file.get("services");
        front = String.valueOf(file.get("configs").get("front").get("content"));
    }

    @Test
    void startsOneInstanceWithoutAProfile() {
        assertThat(services.entrySet().stream()
                        .filter(service -> !service.getValue().containsKey("profiles"))
                        .map(Map.Entry::getKey)
                        .collect(toSet()))
                .containsExactly("asterdex-api");
        assertThat(environment("asterdex-api")).doesNotContainKey("DATABASE_URL");
    }

    @Test
    void givesTwoInstancesOneDatabase() {
        for (String instance : INSTANCES) {
            assertThat(services.get(instance).get("profiles")).isEqualTo(List.of("postgres"));
            assertThat(environment(instance).get("DATABASE_URL"))
                    .isEqualTo("postgres://bridge:${POSTGRES_PASSWORD:-}@postgres:5432/bridge");
            assertThat(services.get(instance)).doesNotContainKey("ports");
        }
        assertThat(services.get("postgres")).doesNotContainKey("ports").containsKeys("healthcheck", "volumes");
    }

    @Test
    void hasOnePortInFrontOfBoth() {
        assertThat(services.get("front").get("ports")).isEqualTo(List.of("${SERVER_PORT:-8000}:8080"));
        INSTANCES.forEach(instance -> assertThat(front).contains("server " + instance + ":8000 "));
    }

    @Test
    void neverSaysARequestTwiceNor504() {
        assertThat(front)
                .contains("proxy_next_upstream error timeout;", "error_page 504 @away;", "return 502;")
                .doesNotContain("non_idempotent", "http_502", "http_503");
    }

    @Test
    void passesOnNothingThatASenderSaysOfHimself() {
        assertThat(front).contains("X-Forwarded-For $$remote_addr;").doesNotContain("proxy_add_x_forwarded_for");
        for (String header : List.of(
                "X-Forwarded-Host",
                "Forwarded",
                "Via",
                "X-Real-IP",
                "X-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP")) {
            assertThat(front).contains("proxy_set_header " + header + " \"\";");
        }
        assertThat(front.replaceAll("\\$\\$", ""))
                .as("each dollar sign is written twice")
                .doesNotContain("$");
    }

    @Test
    void locksEveryInstanceDown() {
        for (String service : List.of("asterdex-api", "asterdex-api-1", "asterdex-api-2", "front")) {
            assertThat(services.get(service))
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKey("mem_limit");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(String service) {
        return (Map<String, Object>) services.get(service).get("environment");
    }
}
