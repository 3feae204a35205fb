package dev.asterbridge.web;

import io.swagger.v3.core.jackson.TypeNameResolver;

/**
 * What types are called in the OpenAPI document, where they do not say it themselves: one inside another has the name of both,
 * because {@code Trade} alone could be anybody's, and of two that are called alike only one would be shown.
 */
final class SchemaNames extends TypeNameResolver {

    @Override
    protected String getNameOfClass(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String own = super.getNameOfClass(type);
        return outer == null || own.startsWith(outer.getSimpleName()) ? own : outer.getSimpleName() + own;
    }
}
