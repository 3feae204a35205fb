/**
 * The settings: what operators may say in environment variables, {@code .env} and mounted secrets, and nothing else.
 *
 * <p>Runs once, before any bean exists: reads every variable, tidies it up and publishes it for the placeholders of
 * {@code application.yml}, or stops the start with every problem at once. Decides {@code bridge.mode}. A secret's value
 * never leaves through a message.
 *
 * <p>Depends on nothing. Rooms add rules of their own through {@link dev.asterbridge.settings.SettingsCheck}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.asterbridge.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
