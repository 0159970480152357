/** The lab: an edge, with this computer as its device, inside this process. */
@NullMarked
package dev.portolan.app.lab;

import org.jspecify.annotations.NullMarked;
