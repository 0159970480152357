/** The command palette. */
@NullMarked
package dev.portolan.app.view.palette;

import org.jspecify.annotations.NullMarked;
