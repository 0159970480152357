@NullMarked
package dev.portolan.app.keychain;

import org.jspecify.annotations.NullMarked;
