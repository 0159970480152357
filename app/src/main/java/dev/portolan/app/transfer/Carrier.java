package dev.portolan.app.transfer;

/** Transfers files between this computer and one device. */
@FunctionalInterface
interface Carrier {
  /** Does one attempt. Blocks; an interrupt ends it. */
  Outcome carry(Job job, Meter meter) throws InterruptedException;
}
