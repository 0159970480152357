/** The files of a device and of this computer, and those on their way. */
@NullMarked
package dev.portolan.app.view.files;

import org.jspecify.annotations.NullMarked;
