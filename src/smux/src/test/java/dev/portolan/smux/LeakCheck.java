package dev.portolan.smux;

import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaks a buffer, or bytes that count as held in {@link SessionMemory#ofProcess}.
 * The module's POM sets the leak detector.
 */
public final class LeakCheck implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  static void check() {
    LeakPresenceDetector.check();
    long held = SessionMemory.ofProcess().held();
    if (held != 0) {
      throw new IllegalStateException(held + " bytes are still held in the memory of the process.");
    }
  }
}
