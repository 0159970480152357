/**
 * A client of qbee's management API.
 *
 * <p>It signs in, lists the devices of an account, and says how each can be reached.
 */
@NullMarked
package dev.portolan.platform;

import org.jspecify.annotations.NullMarked;
