@NullMarked
package dev.portolan.app.cli;

import org.jspecify.annotations.NullMarked;
