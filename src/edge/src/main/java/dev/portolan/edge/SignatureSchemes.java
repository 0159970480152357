package dev.portolan.edge;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;

/**
 * The signature schemes that a TLS peer says it can check, in the extension {@code
 * signature_algorithms} of its hello.
 *
 * <p>Read before TLS itself reads it, so whatever does not look right is an empty set: TLS will
 * find out what is wrong with it.
 *
 * @param codes as they are in the registry of TLS
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
   * Whether the peer's TLS knows a kind of key that BoringSSL takes from nobody, so that it may
   * have one itself.
   */
  boolean anyBeyondBoringSsl() {
    return codes.contains(ECDSA_SECP521R1_SHA512) || codes.contains(ED25519);
  }

  /**
   * Reads a hello.
   *
   * @param hello its body, behind the handshake header; not consumed
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
      // Cut off or made up.
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
