/** Observable items for the views. FX thread only; depends on {@code javafx.beans} only. */
@NullMarked
package dev.portolan.app.model;

import org.jspecify.annotations.NullMarked;
