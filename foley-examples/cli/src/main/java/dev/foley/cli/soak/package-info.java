/**
 * {@code foley soak}: an hour of video through one generator, measured segment by segment; and two
 * smaller studies, of seams and of alignment. Read {@link dev.foley.cli.soak.Soak} first.
 */
package dev.foley.cli.soak;
