/** Observable items that views show; FX thread only, {@code javafx.beans} only. */
@NullMarked
package dev.portolan.app.model;

import org.jspecify.annotations.NullMarked;
