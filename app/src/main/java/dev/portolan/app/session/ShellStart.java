package dev.portolan.app.session;

import org.jspecify.annotations.Nullable;

/** The start of a shell's output. {@code note} is about the previous shell, null for the first. */
record ShellStart(@Nullable String note) {}
