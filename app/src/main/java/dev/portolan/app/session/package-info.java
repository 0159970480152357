/** Connects engine and model: links, tunnels and terminals of devices. */
@NullMarked
package dev.portolan.app.session;

import org.jspecify.annotations.NullMarked;
