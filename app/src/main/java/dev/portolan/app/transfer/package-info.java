/** Files and folders on their way from and to devices. */
@NullMarked
package dev.portolan.app.transfer;

import org.jspecify.annotations.NullMarked;
