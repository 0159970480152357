package dev.portolan.installer;

import java.util.Optional;
import java.util.regex.Pattern;

/** Knows where libraries keep their natives inside jars, and where each looks for them outside. */
final class Natives {
  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so|dll|exe|dylib|jnilib|a)$", Pattern.CASE_INSENSITIVE);
  private static final String PTY = "resources/com/pty4j/native/";
  private static final String JNA = "com/sun/jna/";
  private static final String NETTY = "META-INF/native/";

  private static final String WINDOWS_IN_JNA = "com/sun/jna/platform/win32/";

  private final Target target;

  Natives(Target target) {
    this.target = target;
  }

  /** Whether a file in a jar is made for one system. */
  static boolean isNative(String entry) {
    return NATIVE.matcher(entry).matches();
  }

  /** Whether a file in a jar is of no use on the target: a native, or what calls Windows. */
  boolean isLeftOut(String entry) {
    return isNative(entry)
        || (target.os() != Target.Os.WINDOWS && entry.startsWith(WINDOWS_IN_JNA));
  }

  /**
   * Where a file of a jar belongs below the folder of natives, if it is one of the target's.
   *
   * <p>JavaFX has jars of one system each, with natives at the top. Java looks for {@code .dylib}
   * on macOS, so the older ending is changed to it.
   */
  Optional<String> place(String entry) {
    if (!isNative(entry)) {
      return Optional.empty();
    }
    String name = entry.substring(entry.lastIndexOf('/') + 1);
    if (name.equals(entry)) {
      return Optional.of(name);
    }
    if (entry.startsWith(PTY + target.pty() + "/")) {
      return Optional.of("pty/" + entry.substring(PTY.length()));
    }
    if (entry.startsWith(JNA + target.jna() + "/")
        || (entry.startsWith(NETTY) && target.isNetty(name))) {
      return Optional.of(name.replace(".jnilib", ".dylib"));
    }
    return Optional.empty();
  }
}
