/** Files and folders as archives on streams. */
@NullMarked
package dev.portolan.transport.file;

import org.jspecify.annotations.NullMarked;
