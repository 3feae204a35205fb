package dev.asterbridge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The bridge's own JSON: snake_case, money as strings, times as milliseconds; read strictly and within bounds. */
@Configuration(proxyBeanMethods = false)
class Json implements WebMvcConfigurer {

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxNumberLength(40)
            .maxStringLength(8192)
            .build();

    @Bean
    Jackson2ObjectMapperBuilderCustomizer bridgeJson() {
        return json -> json.factory(
                        JsonFactory.builder().streamReadConstraints(BOUNDS).build())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .featuresToEnable(
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS,
                        JsonParser.Feature.STRICT_DUPLICATE_DETECTION,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .featuresToDisable(
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS,
                        DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .serializers(
                        new PlainDecimal(),
                        new ToStringSerializer(Symbol.class),
                        new ToStringSerializer(Price.class),
                        new ToStringSerializer(Quantity.class),
                        new ToStringSerializer(ClientOrderId.class))
                .deserializers(
                        new Read<>(BigDecimal.class, Decimals::parse),
                        new Read<>(Symbol.class, Symbol::of),
                        new Read<>(Price.class, Price::of),
                        new Read<>(Quantity.class, Quantity::of),
                        new Read<>(MarginType.class, MarginType::of),
                        new Read<>(ClientOrderId.class, ClientOrderId::new))
                .mixIns(WireNames.ALL);
    }

    /** There is JSON only; what is asked for instead must not turn the answer to what was done into a refusal. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer accepted) {
        accepted.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    /** A library on the class path brings YAML along, which would be read without our bounds. */
    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(converter -> converter instanceof AbstractJackson2HttpMessageConverter
                && !(converter instanceof MappingJackson2HttpMessageConverter));
    }

    private static final class PlainDecimal extends StdSerializer<BigDecimal> {

        private static final long serialVersionUID = 1;

        PlainDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Decimals.plain(value));
        }
    }

    /** A value from a number or a string, read by its own rules; no number gets by that would keep a core busy. */
    private static final class Read<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1;

        private final transient Function<String, T> reading;

        Read(Class<T> type, Function<String, T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            boolean scalar =
                    json.hasToken(JsonToken.VALUE_STRING) || json.currentToken().isNumeric();
            String text = scalar ? json.getText() : (String) context.handleUnexpectedToken(handledType(), json);
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException e) {
                throw (IOException) context.weirdStringException(text, handledType(), "refused")
                        .initCause(e);
            }
        }
    }
}
