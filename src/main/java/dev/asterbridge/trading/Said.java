package dev.asterbridge.trading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a field as its type is read, but no {@code null}: absent it means everything, and a program that has lost its symbol
 * on the way must not halt, flatten or resume everything.
 */
final class Said extends JsonDeserializer<Object> implements ContextualDeserializer {

    private final @Nullable JsonDeserializer<Object> usual;

    /** For Jackson, which asks it for the one that fits the field. */
    Said() {
        this(null);
    }

    private Said(@Nullable JsonDeserializer<Object> usual) {
        this.usual = usual;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty field)
            throws JsonMappingException {
        return new Said(context.findContextualValueDeserializer(field.getType(), field));
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (usual == null) {
            throw new IllegalStateException("it was not told which field it reads");
        }
        return usual.deserialize(json, context);
    }

    @Override
    public Object getNullValue(DeserializationContext context) throws JsonMappingException {
        throw JsonMappingException.from(
                context, "null", new IllegalArgumentException("must not be null: leave it out to mean everything"));
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
