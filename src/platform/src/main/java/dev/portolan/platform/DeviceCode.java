package dev.portolan.platform;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * A sign-in that waits for approval in a browser (RFC 8628).
 *
 * @param code what the server recognises this sign-in by
 * @param userCode what the user compares in the browser
 * @param page where the user approves the sign-in; {@code https}
 * @param expires when it is too late to do so
 * @param interval how long to wait between two questions whether it is approved
 */
public record DeviceCode(
    Secret code, String userCode, URI page, Instant expires, Duration interval) {}
