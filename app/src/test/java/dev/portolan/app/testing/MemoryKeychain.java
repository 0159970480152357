package dev.portolan.app.testing;

import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A keychain in memory, with the troubles that real ones have. Any thread. */
public final class MemoryKeychain implements SecretPlace {
  public final Map<String, String> secrets = new ConcurrentHashMap<>();
  private volatile @Nullable Trouble trouble;
  private volatile @Nullable CountDownLatch hanging;

  /** From now on every call fails so; null ends it. */
  public void fail(@Nullable Trouble kind) {
    trouble = kind;
  }

  /** From now on no call returns before {@code until} opens. */
  public void hang(CountDownLatch until) {
    hanging = until;
  }

  @Override
  public Map<String, String> read(Collection<String> names) throws SecretPlaceException {
    check();
    Map<String, String> found = new HashMap<>(secrets);
    found.keySet().retainAll(names);
    return found;
  }

  @Override
  public void write(String name, String label, String secret) throws SecretPlaceException {
    check();
    secrets.put(name, secret);
  }

  @Override
  public void remove(String name) throws SecretPlaceException {
    check();
    secrets.remove(name);
  }

  private void check() throws SecretPlaceException {
    CountDownLatch latch = hanging;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }
    Trouble kind = trouble;
    if (kind != null) {
      throw new SecretPlaceException(kind, "as the test wants it");
    }
  }
}
