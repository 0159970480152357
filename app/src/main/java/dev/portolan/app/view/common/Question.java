package dev.portolan.app.view.common;

/**
 * A confirmation question.
 *
 * @param title the title, a question
 * @param text what will happen
 * @param confirm the text of the confirm button
 * @param dangerous whether something would be lost
 * @param onConfirm the action
 */
public record Question(
    String title, String text, String confirm, boolean dangerous, Runnable onConfirm) {}
