package dev.portolan.app.model;

/** What a tunnel carries. */
public enum Protocol {
  TCP,
  UDP,
  /** TCP connections whose programs say by SOCKS where each goes. */
  SOCKS
}
