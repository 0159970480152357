package dev.portolan.app.release;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** Makers of releases, with a key of their own. */
final class SignedRelease {
  private final KeyPair keys;

  SignedRelease() throws GeneralSecurityException {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** As the program is built with it. */
  String key() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  byte[] file(String version) throws GeneralSecurityException {
    return sign(
        "portolan-release 1\nversion: " + version + "\npage: https://portolan.example/new\n");
  }

  byte[] sign(String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return (text + "signature: " + Base64.getEncoder().encodeToString(signature.sign()) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
