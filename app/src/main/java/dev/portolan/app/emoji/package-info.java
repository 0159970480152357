/** Reads the bitmaps of the desktop's colour emoji font, treated as untrusted input. */
@NullMarked
package dev.portolan.app.emoji;

import org.jspecify.annotations.NullMarked;
