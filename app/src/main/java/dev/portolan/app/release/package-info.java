/** Optional check for a newer release. Nothing is ever installed. */
@NullMarked
package dev.portolan.app.release;

import org.jspecify.annotations.NullMarked;
