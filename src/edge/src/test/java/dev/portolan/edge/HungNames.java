package dev.portolan.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Name look-ups of the test's JVM: as usual, but names that end in {@value #SUFFIX} hang, as where
 * a name server does not answer, until the test {@linkplain #release() lets go}.
 */
public final class HungNames extends InetAddressResolverProvider {

  static final String SUFFIX = ".hung.test";

  private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();
  private static volatile CountDownLatch released = new CountDownLatch(1);

  /** How many such names are being looked up. */
  static int count() {
    return ASKED.size();
  }

  /** Nobody knows those names; later ones hang again. */
  static void release() {
    CountDownLatch those = released;
    released = new CountDownLatch(1);
    those.countDown();
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        if (host.endsWith(SUFFIX)) {
          hang(host);
        }
        return usual.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return usual.lookupByAddress(address);
      }
    };
  }

  private static void hang(String host) throws UnknownHostException {
    CountDownLatch until = released;
    ASKED.add(host);
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ASKED.remove(host);
    }
    throw new UnknownHostException(host);
  }

  @Override
  public String name() {
    return "hung names";
  }
}
