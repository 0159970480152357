/** Folders by handle: what may be made in them, and how it gets to its place. */
@NullMarked
package dev.portolan.transport.folder;

import org.jspecify.annotations.NullMarked;
