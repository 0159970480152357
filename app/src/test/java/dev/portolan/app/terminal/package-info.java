@NullMarked
package dev.portolan.app.terminal;

import org.jspecify.annotations.NullMarked;
