package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What TLS is set up with. */
class TlsContextsTest {
  private static final TrustManager TRUST =
      InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0];

  @Test
  @EnabledOnOs(OS.LINUX)
  void isTheFasterOneWhereThatIsAvailable() {
    assertThat(TlsContexts.bestProvider()).isEqualTo(SslProvider.OPENSSL_REFCNT);
  }

  @Test
  void theNameIsCheckedWhereThatIsAskedFor() throws Exception {
    for (SslProvider provider : List.of(SslProvider.JDK, SslProvider.OPENSSL_REFCNT)) {
      assertThat(nameCheck(provider, true)).isEqualTo("HTTPS");
      assertThat(nameCheck(provider, false)).isNull();
    }
  }

  private static String nameCheck(SslProvider provider, boolean checksName) throws Exception {
    SslContext context = TlsContexts.client(provider, TRUST, null, checksName);
    SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
    try {
      return engine.getSSLParameters().getEndpointIdentificationAlgorithm();
    } finally {
      ReferenceCountUtil.release(engine);
      ReferenceCountUtil.release(context);
    }
  }
}
