/** The keychains of operating systems behind one interface. */
@NullMarked
package dev.portolan.app.keychain;

import org.jspecify.annotations.NullMarked;
