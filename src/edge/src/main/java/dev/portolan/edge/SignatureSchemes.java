package dev.portolan.edge;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;

/**
 * The signature schemes in the {@code signature_algorithms} extension of a ClientHello.
 *
 * <p>A malformed ClientHello gives an empty set; the TLS handler will reject it.
 *
 * @param codes the codes of the TLS registry
 */
record SignatureSchemes(Set<Integer> codes) {

  private static final int ECDSA_SECP521R1_SHA512 = 0x0603;
  private static final int ED25519 = 0x0807;

  private static final int EXTENSION = 13;
  private static final int VERSION_AND_RANDOM_BYTES = 34;

  SignatureSchemes {
    codes = Set.copyOf(codes);
  }

  /**
   * Whether the peer supports a kind of key that BoringSSL does not accept, so that it may use one
   * itself.
   */
  boolean anyBeyondBoringSsl() {
    return codes.contains(ECDSA_SECP521R1_SHA512) || codes.contains(ED25519);
  }

  /**
   * Parses a ClientHello.
   *
   * @param hello its body behind the handshake header; not consumed
   */
  static SignatureSchemes of(ByteBuf hello) {
    try {
      ByteBuf in = hello.slice();
      in.skipBytes(VERSION_AND_RANDOM_BYTES);
      in.skipBytes(in.readUnsignedByte()); // session id
      in.skipBytes(in.readUnsignedShort()); // cipher suites
      in.skipBytes(in.readUnsignedByte()); // compression
      ByteBuf extensions = in.readSlice(in.readUnsignedShort());
      while (extensions.isReadable()) {
        int type = extensions.readUnsignedShort();
        ByteBuf content = extensions.readSlice(extensions.readUnsignedShort());
        if (type == EXTENSION) {
          return listed(content.readSlice(content.readUnsignedShort()));
        }
      }
    } catch (IndexOutOfBoundsException e) {
      // malformed
    }
    return new SignatureSchemes(Set.of());
  }

  private static SignatureSchemes listed(ByteBuf list) {
    Set<Integer> codes = new HashSet<>();
    while (list.isReadable()) {
      codes.add(list.readUnsignedShort());
    }
    return new SignatureSchemes(codes);
  }
}
