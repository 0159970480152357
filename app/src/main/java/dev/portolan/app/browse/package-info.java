/** Folders of a device, and files of it that are edited on this computer. */
@NullMarked
package dev.portolan.app.browse;

import org.jspecify.annotations.NullMarked;
