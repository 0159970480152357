package dev.portolan.platform;

/** Everything that can go wrong with a management server, with advice for the user. */
public enum PlatformProblem {
  /** No connection. */
  UNREACHABLE("Check the server's address and this computer's network."),
  /** The chosen proxy cannot be used for these calls. */
  PROXY_UNSUPPORTED("Choose an http:// proxy without a password, or none."),
  /** TLS failed, or the certificate is not trusted. */
  NOT_TRUSTED("Check the server's address, or choose whom to trust in the account's settings."),
  /** No answer in time. */
  TIMED_OUT("Try again; if it stays so, ask whoever runs the server."),
  /** The connection broke off. */
  BROKEN_OFF("Try again; if it stays so, ask whoever runs the server."),
  /** E-mail, password or token is wrong. */
  CREDENTIALS_REFUSED("Check the e-mail address and the password."),
  /** The code of the second factor is wrong or too old. */
  CODE_REFUSED("Enter the newest code."),
  /** The sign-in was declined in the browser. */
  DECLINED("Sign in again, and approve it in the browser."),
  /** Nobody approved the sign-in in time. */
  APPROVAL_EXPIRED("Sign in again to get a new code."),
  /** The session has ended at the server and cannot be renewed. */
  SESSION_EXPIRED("Sign in again."),
  /** The user has signed out. */
  SIGNED_OUT("Sign in again."),
  /** The account may not do this. */
  FORBIDDEN("Ask whoever manages the account for the permission."),
  /** There is no such device, or nothing at this address. */
  NOT_FOUND("Check the device and the server's address."),
  /** The server asks for fewer requests. */
  TOO_MANY_REQUESTS("Wait a minute and try again."),
  /** The server refused the request for a reason of its own. */
  REFUSED("See the server's reason."),
  /** The server has a fault. */
  SERVER_FAILED("Try again later."),
  /** The server sends on to another address, which gets no token. */
  REDIRECTED("Enter the address that the server names, if it is right."),
  /** The answer is larger than any sensible one. */
  TOO_LARGE("Check the server's address."),
  /** The answer makes no sense. */
  NOT_UNDERSTOOD("Check the server's address; a newer version may understand the answer."),
  /** The client was closed meanwhile. */
  CLOSED("Start again.");

  private final String advice;

  PlatformProblem(String advice) {
    this.advice = advice;
  }

  /** What the user can do about it. */
  public String advice() {
    return advice;
  }
}
