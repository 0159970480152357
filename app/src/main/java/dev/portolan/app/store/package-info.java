/** Owners of the lists and of the profile file: properties out, commands in. */
@NullMarked
package dev.portolan.app.store;

import org.jspecify.annotations.NullMarked;
