/** Threads: the only {@code Platform.runLater} and the only thread pools of the app. */
@NullMarked
package dev.portolan.app.task;

import org.jspecify.annotations.NullMarked;
