package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignatureSchemesTest {

  /** Up to the extensions: TLS 1.2, a random, a session id of 2 bytes, one cipher suite. */
  private static final String START = "0303" + "00".repeat(32) + "02abcd" + "00021301" + "0100";

  private static SignatureSchemes of(String hello) {
    return SignatureSchemes.of(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hello)));
  }

  @Test
  void findsTheListBehindOtherExtensions() {
    SignatureSchemes schemes = of(START + "0010" + "00170000" + "000d0008" + "0006040306030807");

    assertThat(schemes.codes()).containsExactlyInAnyOrder(0x0403, 0x0603, 0x0807);
    assertThat(schemes.anyBeyondBoringSsl()).isTrue();
  }

  @Test
  void recognizesBothKindsOfKeys() {
    assertThat(of(START + "000a" + "000d0006" + "000404030603").anyBeyondBoringSsl()).isTrue();
    assertThat(of(START + "000a" + "000d0006" + "000404030807").anyBeyondBoringSsl()).isTrue();
    assertThat(of(START + "000a" + "000d0006" + "000404030804").anyBeyondBoringSsl()).isFalse();
  }

  @Test
  void findsNothingInTruncatedHello() {
    ByteBuf whole =
        Unpooled.wrappedBuffer(
            HexFormat.of().parseHex(START + "000a" + "000d0006" + "000404030603"));
    for (int length = 0; length < whole.readableBytes(); length++) {
      assertThat(SignatureSchemes.of(whole.slice(0, length)).codes())
          .as("%d bytes", length)
          .isEmpty();
    }
    assertThat(SignatureSchemes.of(whole).codes()).hasSize(2);
    assertThat(whole.readerIndex()).as("left for TLS").isZero();
  }

  @Test
  void findsNothingWithoutExtension() {
    assertThat(of(START).codes()).isEmpty();
    assertThat(of(START + "0004" + "00170000").codes()).isEmpty();
  }
}
