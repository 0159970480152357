package dev.portolan.platform;

/** Whether the tokens of an account are of use. */
public enum SessionState {
  /** They are, as far as is known. */
  SIGNED_IN,
  /** The server accepts them no longer; the user has to sign in again. */
  EXPIRED,
  /** They were wiped. */
  SIGNED_OUT
}
