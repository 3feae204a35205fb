package dev.asterbridge.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Symbol;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The OpenAPI document: what every operation has in common. */
@Configuration(proxyBeanMethods = false)
class Documents {

    private static final String DESCRIPTION = """
            Turns TradingView alerts into orders on the AsterDEX perpetual futures exchange.

            Money, prices and sizes are decimal strings; times are milliseconds since 1970. Errors are RFC 9457 problems.

            With `API_KEY` set, send it as `Authorization: Bearer <key>` or `X-API-Key: <key>` (the Authorize button
            does that here). `/health`, these documents and the webhook's two paths need none; the webhook has its own
            secret. Without `API_KEY` everything else answers to everybody on paper, and to this machine alone with money.""";
    /** In the order in which a newcomer wants them. */
    private static final List<String> ROOMS = List.of(
            "Webhook",
            "Signals",
            "Trading",
            "Positions",
            "Orders",
            "Account",
            "Strategies",
            "Lanes",
            "Health",
            "Journal");

    private static final Map<String, String> ERRORS = new TreeMap<>(Map.of(
            "400", "The input is wrong; `errors` names the fields",
            "401", "The key or secret is missing or wrong",
            "403",
                    "No key or secret is set, and the caller is not this machine; or a strategy's secret for another's alert",
            "404", "There is no such symbol, position, order or alert",
            "409", "Not as things stand; `detail` says why, and what to do",
            "422", "Refused by the exchange (`code` is its own code), by a limit, or as too old",
            "429", "Too many requests, or wrong secrets; `Retry-After` says how long to wait",
            "502", "The exchange cannot be reached",
            "503", "The journal does not answer",
            "504", "The exchange did not answer in time"));

    /** One error of each, to be shown; the schema has that of a 400. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "401", "UNAUTHORIZED",
            "403", "FORBIDDEN",
            "404", "SYMBOL_NOT_FOUND",
            "409", "TRADING_HALTED",
            "422", "REFUSED_BY_EXCHANGE",
            "429", "RATE_LIMITED",
            "502", "EXCHANGE_UNREACHABLE",
            "503", "JOURNAL_UNAVAILABLE",
            "504", "EXCHANGE_TOO_SLOW");

    /** Which of them there are, by the beginning of the path; the first that fits counts. */
    private static final Map<String, Set<String>> ANSWERED = answered();

    static {
        Schema<?> decimal = new StringSchema().format("decimal").example("0.25");
        Schema<?> millis = new IntegerSchema().format("int64").example(1767225600000L);
        SpringDocUtils.getConfig()
                .replaceWithSchema(BigDecimal.class, decimal)
                .replaceWithSchema(Price.class, decimal)
                .replaceWithSchema(Quantity.class, decimal)
                .replaceWithSchema(Symbol.class, new StringSchema().example("BTCUSDT"))
                .replaceWithSchema(ClientOrderId.class, new StringSchema().example("ab-1k7tu5d8c23r6qndrkp1vl"))
                .replaceWithSchema(Instant.class, millis)
                .replaceWithSchema(
                        Duration.class, new IntegerSchema().format("int64").description("milliseconds"));
    }

    @Bean
    ModelResolver schemasAsTheJsonIs(ObjectMapper json) {
        return new ModelResolver(json, new SchemaNames());
    }

    @Bean
    OpenAPI document(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        return new OpenAPI()
                .info(new Info()
                        .title("AsterDEX Trading API")
                        .version(properties == null ? "unknown" : properties.getVersion())
                        .license(new License().name("MIT"))
                        .description(DESCRIPTION))
                .components(new Components()
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer"))
                        .addSecuritySchemes(
                                "api_key",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")))
                .addSecurityItem(new SecurityRequirement().addList("bearer"))
                .addSecurityItem(new SecurityRequirement().addList("api_key"));
    }

    @Bean
    OpenApiCustomizer errorsEverywhere() {
        return api -> {
            api.getComponents().addSchemas("Problem", problem());
            api.getComponents().getSchemas().forEach(FieldMeanings::addTo);
            if (api.getTags() != null) {
                api.setTags(api.getTags().stream()
                        .sorted(Comparator.comparingInt(tag -> ROOMS.indexOf(tag.getName())))
                        .toList());
            }
            if (api.getPaths() != null) {
                api.getPaths()
                        .forEach((path, item) -> item.readOperations().forEach(operation -> {
                            addErrors(operation, path);
                            if (path.equals("/health") || path.startsWith("/webhook/tradingview")) {
                                operation.setSecurity(List.of());
                            }
                        }));
            }
        };
    }

    private static Map<String, Set<String>> answered() {
        Map<String, Set<String>> answered = new LinkedHashMap<>();
        answered.put("/health/exchange", Set.of("401", "403", "429"));
        answered.put("/health", Set.of());
        answered.put("/webhook/templates", Set.of("401", "403", "429"));
        answered.put("/webhook", Set.of("400", "401", "403", "404", "409", "422", "429", "503"));
        answered.put("/signals/preview", Set.of("400", "401", "403", "429", "502", "503", "504"));
        answered.put("/signals", Set.of("400", "401", "403", "404", "429", "503"));
        answered.put("/lanes", Set.of("400", "401", "403", "404", "409", "429", "503"));
        answered.put("/journal", Set.of("401", "403", "409", "429", "503"));
        answered.put("/account", Set.of("401", "403", "422", "429", "502", "504"));
        answered.put("/", ERRORS.keySet());
        return answered;
    }

    private static void addErrors(Operation operation, String path) {
        Set<String> possible = ANSWERED.entrySet().stream()
                .filter(answered -> path.startsWith(answered.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
        ERRORS.forEach((status, description) -> {
            if (possible.contains(status) && !operation.getResponses().containsKey(status)) {
                Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
                MediaType problem = new MediaType().schema(schema);
                String error = EXAMPLES.get(status);
                if (error != null) {
                    problem.setExample(example(status, error, description));
                }
                Content content = new Content().addMediaType("application/problem+json", problem);
                operation
                        .getResponses()
                        .addApiResponse(
                                status,
                                new ApiResponse().description(description).content(content));
            }
        });
    }

    private static Map<String, Object> example(String status, String error, String detail) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", Problems.typeOf(error));
        example.put("title", Problems.titleOf(error));
        example.put("status", Integer.valueOf(status));
        example.put("detail", detail.replace("`", ""));
        example.put("error", error);
        example.put("timestamp", 1767225600000L);
        example.put("request_id", "5c1b2a9f03d4e7a6");
        return example;
    }

    private static Schema<?> problem() {
        Schema<?> field = new ObjectSchema()
                .addProperty("field", new StringSchema().example("leverage"))
                .addProperty("value", new StringSchema().example("200"))
                .addProperty("message", new StringSchema().example("must be a whole number from 1 to 125"));
        return new ObjectSchema()
                .description("RFC 9457 problem")
                .addProperty("type", new StringSchema().example(Problems.typeOf("INVALID_REQUEST")))
                .addProperty("title", new StringSchema().example(Problems.titleOf("INVALID_REQUEST")))
                .addProperty("status", new IntegerSchema().example(400))
                .addProperty(
                        "detail", new StringSchema().example("leverage '200' must be a whole number from 1 to 125"))
                .addProperty("instance", new StringSchema().example("/positions/BTCUSDT/leverage"))
                .addProperty("error", new StringSchema().example("INVALID_REQUEST"))
                .addProperty("code", new IntegerSchema().description("The exchange's code, where there is one"))
                .addProperty("timestamp", new IntegerSchema().format("int64").example(1767225600000L))
                .addProperty("request_id", new StringSchema().example("5c1b2a9f03d4e7a6"))
                .addProperty("errors", new ArraySchema().items(field));
    }

    /** Leads a visitor to the documents. */
    @Controller
    static class Entrance {

        @GetMapping("/")
        String entrance() {
            return "redirect:/docs";
        }
    }
}
