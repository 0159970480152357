/** One command on one device or on many. */
@NullMarked
package dev.portolan.app.fleet;

import org.jspecify.annotations.NullMarked;
