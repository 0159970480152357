package dev.portolan.platform;

/** What follows on e-mail and password. */
public sealed interface SignInStep {
  /** Nothing more: the user is signed in. */
  record Done(Tokens tokens) implements SignInStep {}

  /**
   * A second factor is needed.
   *
   * @param challenge what the server recognises this sign-in by
   */
  record SecondFactor(Secret challenge) implements SignInStep {}
}
