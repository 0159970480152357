/**
 * A client of qbee's management API: sign-in, the inventory of an account, and the way to a device.
 */
@NullMarked
package dev.portolan.platform;

import org.jspecify.annotations.NullMarked;
