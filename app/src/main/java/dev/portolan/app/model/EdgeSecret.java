package dev.portolan.app.model;

/** What is kept secret for an edge. */
public enum EdgeSecret {
  /** The value of the Authorization header. */
  TOKEN,
  /** The password of the user at the edge's proxy. */
  PROXY_PASSWORD
}
