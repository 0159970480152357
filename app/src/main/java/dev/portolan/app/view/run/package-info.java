/** A command on one device or on many: command, devices, answers. */
@NullMarked
package dev.portolan.app.view.run;

import org.jspecify.annotations.NullMarked;
