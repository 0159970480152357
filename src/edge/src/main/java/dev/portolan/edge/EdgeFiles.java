package dev.portolan.edge;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Pem;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens the files of an edge's tokens, devices and certificates. Each is read again when it
 * changes.
 *
 * <p>All methods block, tell changes and faults on a thread of the file's, and throw {@link
 * IOException} with a plain sentence when a file cannot be used from the start.
 */
public final class EdgeFiles {

  /** Most names in a summary. */
  private static final int NAMED = 10;

  private EdgeFiles() {}

  /** The tokens of clients, as {@link ClientTokens} has them. */
  public static WatchedFile<ClientTokens> tokens(Path file, FileNews news) throws IOException {
    return open(
        List.of(file),
        FileKind.ofLines(
            "tokens file", ClientTokens::parse, tokens -> named(tokens.clients(), "nobody")),
        news);
  }

  /** A device's own rules. */
  public static WatchedFile<AccessRules> deviceRules(Path file, FileNews news) throws IOException {
    return open(List.of(file), RulesFile.kind(AccessRules.Scope.DEVICE), news);
  }

  /** The one token of a client. */
  public static WatchedFile<ClientTokens> token(String client, Path file, FileNews news)
      throws IOException {
    return open(
        List.of(file),
        new FileKind<>(
            "token file",
            FileKind.Absence.EMPTY,
            contents -> token(client, FileKind.utf8(contents.getFirst())),
            tokens -> named(tokens.clients(), "nobody")),
        news);
  }

  private static ClientTokens token(String client, String text) {
    return text.isBlank()
        ? ClientTokens.NONE
        : ClientTokens.of(List.of(ClientToken.of(client, Authorization.of(text.strip()).value())));
  }

  /** The ids of devices, and their names. */
  public static WatchedFile<DeviceList> devices(Path file, FileNews news) throws IOException {
    return open(
        List.of(file),
        FileKind.ofLines(
            "devices file", DeviceList::parse, devices -> counted(devices.ids().size())),
        news);
  }

  private static String counted(int ids) {
    return ids == 1 ? "1 id" : ids + " ids";
  }

  /** The certificates of authorities that sign those of devices. */
  public static WatchedFile<List<X509Certificate>> authorities(Path file, FileNews news)
      throws IOException {
    return open(
        List.of(file),
        new FileKind<>(
            "CA file",
            FileKind.Absence.EMPTY,
            contents -> authorities(pem(contents.getFirst())),
            EdgeFiles::signedBy),
        news);
  }

  private static List<X509Certificate> authorities(String pem) {
    return pem.isBlank() ? List.of() : Pem.certificates(pem);
  }

  private static String signedBy(List<X509Certificate> authorities) {
    return "those signed by "
        + named(
            authorities.stream().map(c -> c.getSubjectX500Principal().getName()).toList(),
            "nobody");
  }

  /** The revocation lists of authorities that sign those of devices. */
  public static WatchedFile<List<X509CRL>> revoked(Path file, FileNews news) throws IOException {
    return open(
        List.of(file),
        new FileKind<>(
            "revocation list",
            FileKind.Absence.FAULT, // who was revoked stays so
            contents -> RevocationLists.parse(bytes(contents.getFirst())),
            lists -> lists.stream().mapToInt(EdgeFiles::size).sum() + " revoked"),
        news);
  }

  private static int size(X509CRL list) {
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    return entries == null ? 0 : entries.size();
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }

  /** The certificate and the key of an edge, which belong together. */
  public static WatchedFile<ServerIdentity> identity(Path certificate, Path key, FileNews news)
      throws IOException {
    return open(
        List.of(certificate, key),
        new FileKind<>(
            "certificate and key",
            FileKind.Absence.FAULT,
            contents -> identity(pem(contents.getFirst()), pem(contents.getLast())),
            identity -> "valid until " + identity.chain().getFirst().getNotAfter().toInstant()),
        news);
  }

  private static ServerIdentity identity(String chain, String key) {
    List<X509Certificate> certificates = Pem.certificates(chain);
    // Before the key is read, which says less about a kind that is not known.
    KeyKind.of(certificates.getFirst().getPublicKey());
    PrivateKey own = Pem.privateKey(key);
    try {
      ClientIdentity.of(own, certificates);
    } catch (EdgeException e) {
      throw new IllegalArgumentException("the key is not the certificate's", e);
    }
    return new ServerIdentity(certificates, own);
  }

  private static String pem(ByteBuffer content) {
    return StandardCharsets.ISO_8859_1.decode(content.duplicate()).toString();
  }

  private static String named(List<String> names, String nobody) {
    if (names.isEmpty()) {
      return nobody;
    }
    int more = names.size() - NAMED;
    return names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static <T> WatchedFile<T> open(List<Path> files, FileKind<T> kind, FileNews news)
      throws IOException {
    return WatchedFile.open(files, kind, news, Ticker.systemTicker());
  }
}
