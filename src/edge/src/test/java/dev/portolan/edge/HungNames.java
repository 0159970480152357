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
 * A resolver for the test's JVM: look-ups of names that end in {@value #SUFFIX} hang until {@link
 * #release()}, as if a name server did not answer.
 */
public final class HungNames extends InetAddressResolverProvider {

  static final String SUFFIX = ".hung.test";

  private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();
  private static volatile CountDownLatch released = new CountDownLatch(1);

  /** Number of hanging look-ups. */
  static int count() {
    return ASKED.size();
  }

  /** Fails the hanging look-ups. Later ones hang again. */
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
