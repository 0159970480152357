package dev.portolan.app.view.common;

/**
 * Something to be confirmed.
 *
 * @param title what it is about, as a question
 * @param text what will happen
 * @param confirm the word on the button that does it
 * @param dangerous whether something is lost by it
 * @param onConfirm what to do then
 */
public record Question(
    String title, String text, String confirm, boolean dangerous, Runnable onConfirm) {}
