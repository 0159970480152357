package dev.portolan.platform;

import java.net.http.HttpHeaders;

/** An answer with its whole body. */
@SuppressWarnings("ArrayRecordComponent") // passed on once and never compared
record Answer(int status, HttpHeaders headers, byte[] body) {
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The status only: headers and body may hold tokens. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
