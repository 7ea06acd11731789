/**
 * The words of {@code foley-jshell}. {@link dev.foley.jshell.Notebook} has them all; the other
 * types are what they return.
 */
package dev.foley.jshell;
