/** An edge that brokers streams between clients and devices. */
@NullMarked
package dev.portolan.edge;

import org.jspecify.annotations.NullMarked;
