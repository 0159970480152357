/** Places of the operating system for secrets, each behind the same few calls. */
@NullMarked
package dev.portolan.app.keychain;

import org.jspecify.annotations.NullMarked;
