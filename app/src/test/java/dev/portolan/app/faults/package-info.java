@NullMarked
package dev.portolan.app.faults;

import org.jspecify.annotations.NullMarked;
