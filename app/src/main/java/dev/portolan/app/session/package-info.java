/**
 * Between the engine and the screen: links, tunnels and terminals of devices, in words a model
 * understands.
 */
@NullMarked
package dev.portolan.app.session;

import org.jspecify.annotations.NullMarked;
