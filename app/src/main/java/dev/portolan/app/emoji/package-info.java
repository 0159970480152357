/** Reads the pictures of the desktop's colour font, which is input like any other: hostile. */
@NullMarked
package dev.portolan.app.emoji;

import org.jspecify.annotations.NullMarked;
