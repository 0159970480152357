package dev.portolan.app.session;

import org.jspecify.annotations.Nullable;

/**
 * A shell begins to send; {@code note} says what happened to the one before, or is null for the
 * first.
 */
record ShellStart(@Nullable String note) {}
