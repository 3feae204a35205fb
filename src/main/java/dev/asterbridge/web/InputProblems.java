package dev.asterbridge.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.asterbridge.problems.Problem.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterValidationResult;

/** Says which field of the input is wrong, what was given and what would be right, whoever found it. */
final class InputProblems {

    private InputProblems() {}

    static List<Field> of(BindingResult result) {
        return result.getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? field(snake(field.getField()), field.getRejectedValue(), field.getDefaultMessage())
                        : field("body", null, error.getDefaultMessage()))
                .toList();
    }

    static List<Field> of(MethodValidationResult result) {
        return result.getParameterValidationResults().stream()
                .flatMap(InputProblems::of)
                .toList();
    }

    static Field of(@Nullable String name, TypeMismatchException mismatch) {
        return field(
                name == null ? "parameter" : name, mismatch.getValue(), expected(mismatch.getRequiredType(), mismatch));
    }

    static Field of(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        return switch (cause == null ? unreadable : cause) {
            case UnrecognizedPropertyException e -> field(path(e), null, "is not known; known here: " + known(e));
            case InvalidFormatException e -> field(path(e), e.getValue(), expected(e.getTargetType(), e));
            case ValueInstantiationException e -> field(path(e), null, expected(null, e));
            case StreamConstraintsException e -> field("body", null, "must be JSON of modest size: " + withoutPlace(e));
            case MismatchedInputException e -> field(path(e), null, "must be " + kind(e.getTargetType()));
            case JsonMappingException e -> field(path(e), null, expected(null, e));
            case JsonProcessingException e -> field("body", null, "must be one JSON value" + at(e));
            default -> field("body", null, "must be JSON that can be read, and is missing or cannot");
        };
    }

    private static Stream<Field> of(ParameterValidationResult result) {
        String name = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream()
                .map(MessageSourceResolvable::getDefaultMessage)
                .map(message -> field(snake(name), result.getArgument(), message));
    }

    /** The sentence of a record that refused the value, or else what its type says. */
    private static String expected(@Nullable Class<?> type, Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause.getClass() == IllegalArgumentException.class
                    && cause.getMessage() != null
                    && cause.getMessage().startsWith("must ")) {
                return cause.getMessage();
            }
            cause = cause.getCause();
        }
        return type == null ? "is not valid" : "must be " + kind(type);
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "))
                    .replaceFirst(", (?=[^,]*$)", " or ");
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        return Number.class.isAssignableFrom(type)
                ? "a decimal number such as 0.25"
                : "a JSON object of the documented shape";
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path.length() > 100 ? path.substring(0, 100) : path;
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** Where, but not what: the parser quotes the input, secrets with it. */
    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : "; line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static String withoutPlace(StreamConstraintsException e) {
        return e.getOriginalMessage()
                .replaceFirst(" \\(`?StreamReadConstraints.*", "")
                .replaceFirst(", from `.*", "");
    }

    private static Field field(String name, @Nullable Object value, @Nullable String message) {
        return new Field(name, value == null ? null : value.toString(), message == null ? "is not valid" : message);
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
