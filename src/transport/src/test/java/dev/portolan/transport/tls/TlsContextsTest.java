package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestCertificates;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
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

  /** A key that stays where it is, as on a smart card. */
  private record KeptKey(ECPrivateKey key) implements ECPrivateKey {
    @Override
    public BigInteger getS() {
      return key.getS();
    }

    @Override
    public ECParameterSpec getParams() {
      return key.getParams();
    }

    @Override
    public String getAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  @Test
  void anIdentityThatTlsDoesNotTakeIsSaid() throws Exception {
    X509Bundle own = TestCertificates.client(TestCertificates.AUTHORITY, "kept");
    ClientIdentity identity =
        ClientIdentity.of(
            new KeptKey((ECPrivateKey) own.getKeyPair().getPrivate()),
            List.of(own.getCertificate()));
    assertThatThrownBy(() -> TlsContexts.client(SslProvider.JDK, TRUST, identity, true))
        .isInstanceOfSatisfying(
            EdgeException.class,
            failure -> assertThat(failure.problem()).isEqualTo(Problem.IDENTITY_INVALID))
        .hasMessage("The client certificate or its key cannot be used for TLS.");
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
