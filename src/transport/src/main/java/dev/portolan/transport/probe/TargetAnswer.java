package dev.portolan.transport.probe;

import java.time.Instant;

/** What a target said when it was asked. Its texts are clean: printable, and a line at most. */
public sealed interface TargetAnswer {
  /** It takes connections and says nothing by itself. */
  record Silent() implements TargetAnswer {}

  /** It closed the connection without a word. */
  record Closed() implements TargetAnswer {}

  /**
   * It said something in a protocol of its own, as SSH does.
   *
   * @param line the first line
   */
  record Greeting(String line) implements TargetAnswer {}

  /**
   * A web server.
   *
   * @param status the HTTP status, such as 200
   * @param title the title of the page; empty if it has none
   */
  record Web(int status, String title) implements TargetAnswer {}

  /**
   * A server that speaks TLS. Whether its certificate can be trusted is not looked at.
   *
   * @param subject the name in its certificate
   * @param expires until when the certificate is valid
   */
  record Tls(String subject, Instant expires) implements TargetAnswer {}

  /** It speaks TLS, and shows no certificate to a stranger. */
  record TlsRefused() implements TargetAnswer {}
}
