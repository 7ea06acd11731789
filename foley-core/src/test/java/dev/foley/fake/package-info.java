/** Stages and frames whose behaviour is known exactly, for tests of what stands between them. */
package dev.foley.fake;
