package dev.foley.web;

import dev.foley.FoleyReport;
import java.util.List;

/**
 * A job as clients see it and as it is written down. A value.
 *
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param created ISO-8601, as are the other times; {@code null}: not yet
 * @param position jobs before it, the running one included; 0 unless queued
 * @param progress {@code null} unless running
 * @param takes those that have begun
 * @param error why it failed, or {@code null}
 */
record JobView(
    String id,
    String state,
    StoredVideo video,
    JobOrder settings,
    String created,
    String started,
    String finished,
    int position,
    Progress progress,
    List<Take> takes,
    Problem.Body error) {

  static final String QUEUED = "queued";
  static final String RUNNING = "running";
  static final String DONE = "done";
  static final String FAILED = "failed";
  static final String CANCELLED = "cancelled";

  boolean isFinished() {
    return DONE.equals(state) || FAILED.equals(state) || CANCELLED.equals(state);
  }

  JobView at(int newPosition) {
    return new JobView(
        id,
        state,
        video,
        settings,
        created,
        started,
        finished,
        newPosition,
        progress,
        takes,
        error);
  }

  /**
   * How far a running job is.
   *
   * @param take the one being made, from 1
   * @param doneS seconds of sound finished in this take
   * @param totalS length of this take, 0 if unknown
   * @param share 0 to 1 of the whole job
   * @param elapsedS since the job started
   * @param etaS estimated seconds to the end of the job; {@code null} if nothing is known yet
   * @param stage the stage that works hardest
   */
  record Progress(
      int take,
      double doneS,
      double totalS,
      double share,
      double elapsedS,
      Double etaS,
      String stage) {}

  /**
   * One variant.
   *
   * @param number from 1
   * @param state {@code running} or {@code done}; takes that failed are not kept
   * @param hasVideo whether there is an MP4 of the video with this sound
   * @param result {@code null} while running
   */
  record Take(int number, long seed, String state, boolean hasVideo, Result result) {}

  /**
   * The figures of a finished take.
   *
   * @param medianOffsetMs median distance of sounds from their events; {@code null} without pairs
   * @param known share of the prompt's words that the model knows
   */
  record Result(
      double durationS,
      int sampleRate,
      int events,
      int onsets,
      int pairs,
      Double medianOffsetMs,
      double rtf,
      double known,
      List<String> unknownWords,
      List<String> warnings) {
    static Result of(FoleyReport report, List<String> warnings) {
      FoleyReport.Offsets offsets = report.alignment().after();
      return new Result(
          report.durationSeconds(),
          report.sampleRate(),
          report.events().size(),
          report.onsets().size(),
          offsets.pairs(),
          offsets.pairs() == 0 ? null : offsets.medianAbsolute() * 1e3,
          report.realTimeFactor(),
          report.coverage().known(),
          report.coverage().unknownWords(),
          warnings);
    }
  }
}
