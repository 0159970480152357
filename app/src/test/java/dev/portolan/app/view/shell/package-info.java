@NullMarked
package dev.portolan.app.view.shell;

import org.jspecify.annotations.NullMarked;
