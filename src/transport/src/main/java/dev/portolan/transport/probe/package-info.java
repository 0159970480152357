/** What answers at a target of a device. */
@NullMarked
package dev.portolan.transport.probe;

import org.jspecify.annotations.NullMarked;
