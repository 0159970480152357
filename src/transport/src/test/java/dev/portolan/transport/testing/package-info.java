/** What the tests of this module share: an edge with a device in one process, on loopback. */
@NullMarked
package dev.portolan.transport.testing;

import org.jspecify.annotations.NullMarked;
