/** Owners of saved data: lists, profile, tokens. */
@NullMarked
package dev.portolan.app.store;

import org.jspecify.annotations.NullMarked;
