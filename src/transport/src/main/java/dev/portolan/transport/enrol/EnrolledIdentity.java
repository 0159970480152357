package dev.portolan.transport.enrol;

import java.security.cert.X509Certificate;

/**
 * What a device got.
 *
 * @param certificate its own, for the key that it made
 * @param authority the edge's, by which the device knows the edge from now on
 */
public record EnrolledIdentity(X509Certificate certificate, X509Certificate authority) {}
