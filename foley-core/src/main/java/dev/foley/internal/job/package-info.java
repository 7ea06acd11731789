/**
 * Restartable jobs: a journal of finished windows that survives kill -9, power loss and a full disk
 * ({@link dev.foley.internal.job.JobJournal}), on a file of checked records.
 */
package dev.foley.internal.job;
