/** The tab of one device. */
@NullMarked
package dev.portolan.app.view.device;

import org.jspecify.annotations.NullMarked;
