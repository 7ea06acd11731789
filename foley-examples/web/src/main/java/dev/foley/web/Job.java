package dev.foley.web;

import dev.foley.FoleyListener;
import dev.foley.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One order on its way from the queue to the history. Thread-safe. */
final class Job {
  private final Path folder;
  private JobView view;
  private long startedNanos;
  private boolean cancelAsked;
  private Runnable stop = () -> {};
  private LiveTake live;

  private Job(Path folder, JobView view) {
    this.folder = folder;
    this.view = view;
  }

  static Job queued(String id, Path folder, StoredVideo video, JobOrder order) {
    return new Job(
        folder,
        new JobView(
            id,
            JobView.QUEUED,
            video,
            order,
            Instant.now().toString(),
            null,
            null,
            0,
            null,
            List.of(),
            null));
  }

  /** A finished job of an earlier run. */
  static Job remembered(Path folder, JobView view) {
    return new Job(folder, view);
  }

  /** Files of one take. */
  Path file(int take, String suffix) {
    return folder.resolve("take-" + take + "." + suffix);
  }

  /** Name under which a browser saves such a file. */
  String saveAs(int take, String suffix) {
    String number = view().settings().takes() > 1 ? "-" + take : "";
    return FileNames.stem(view().video().name()) + ".foley" + number + "." + suffix;
  }

  Path folder() {
    return folder;
  }

  synchronized JobView view() {
    return view;
  }

  String id() {
    return view().id();
  }

  /** False if it was cancelled before. */
  synchronized boolean start() {
    if (!view.state().equals(JobView.QUEUED)) {
      return false;
    }
    startedNanos = System.nanoTime();
    change(JobView.RUNNING, view.takes(), null, null);
    return true;
  }

  /** Asks it to stop; a queued job is cancelled at once. False if it is finished. */
  synchronized boolean cancel() {
    if (view.isFinished()) {
      return false;
    }
    cancelAsked = true;
    if (view.state().equals(JobView.QUEUED)) {
      change(JobView.CANCELLED, view.takes(), null, null);
    }
    stop.run();
    return true;
  }

  synchronized boolean isCancelAsked() {
    return cancelAsked;
  }

  /** Says how to stop what runs now; used at once if it should have stopped already. */
  synchronized void stopBy(Runnable how) {
    stop = how;
    if (cancelAsked) {
      how.run();
    }
  }

  synchronized void startTake(LiveTake take, Duration estimate) {
    live = take;
    List<JobView.Take> takes = new ArrayList<>(view.takes());
    long seed = view.settings().seed() + take.number() - 1;
    takes.add(new JobView.Take(take.number(), seed, JobView.RUNNING, false, null));
    double eta = estimate == null ? -1 : estimate.toNanos() * 1e-9;
    double share = (take.number() - 1.0) / view.settings().takes();
    change(JobView.RUNNING, takes, progress(take.number(), 0, 0, share, eta, Stage.FRAMES), null);
  }

  synchronized void finishTake(int number, JobView.Result result, boolean hasVideo) {
    live = null;
    List<JobView.Take> takes = new ArrayList<>(view.takes());
    takes.removeIf(take -> take.number() == number);
    long seed = view.settings().seed() + number - 1;
    takes.add(new JobView.Take(number, seed, JobView.DONE, hasVideo, result));
    change(JobView.RUNNING, takes, view.progress(), null);
  }

  /** Takes the library's word for the take, and adds the takes still to be made. */
  synchronized void progress(int take, FoleyListener.Progress told) {
    double total = told.totalSeconds().orElse(0);
    double part = total > 0 ? Math.min(1, told.doneSeconds() / total) : 0;
    double share = (take - 1 + part) / view.settings().takes();
    double eta = share > 0 ? elapsed() * (1 - share) / share : -1;
    change(
        JobView.RUNNING,
        view.takes(),
        progress(take, told.doneSeconds(), total, share, eta, busiest(told.timings())),
        null);
  }

  private JobView.Progress progress(
      int take, double done, double total, double share, double eta, Stage stage) {
    Double known = eta < 0 ? null : eta;
    return new JobView.Progress(take, done, total, share, elapsed(), known, stage.label());
  }

  private double elapsed() {
    return (System.nanoTime() - startedNanos) * 1e-9;
  }

  private static Stage busiest(Map<Stage, Duration> timings) {
    return timings.isEmpty()
        ? Stage.FRAMES
        : Collections.max(timings.entrySet(), Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .getKey();
  }

  /** Ends it; a take that was not finished is forgotten. */
  synchronized void finish(String state, Problem.Body error) {
    live = null;
    stop = () -> {};
    List<JobView.Take> takes = new ArrayList<>(view.takes());
    takes.removeIf(take -> take.state().equals(JobView.RUNNING));
    change(state, takes, null, error);
  }

  /** The take being made, or {@code null}. */
  synchronized LiveTake live(int number) {
    return live != null && live.number() == number ? live : null;
  }

  private void change(
      String state, List<JobView.Take> takes, JobView.Progress progress, Problem.Body error) {
    String now = Instant.now().toString();
    boolean finished = !state.equals(JobView.RUNNING);
    view =
        new JobView(
            view.id(),
            state,
            view.video(),
            view.settings(),
            view.created(),
            view.started() == null && !finished ? now : view.started(),
            finished ? now : null,
            0,
            progress,
            List.copyOf(takes),
            error);
  }
}
