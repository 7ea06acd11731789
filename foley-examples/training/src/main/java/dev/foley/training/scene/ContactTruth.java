package dev.foley.training.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps of the raw contacts what a microphone would notice and the picture shows. */
final class ContactTruth {
  /** Contacts nearer than this are heard, and kept, as one. */
  static final double MERGE_SECONDS = 0.06;

  /** 20 dB below the loudest contact. */
  private static final double QUIETEST = 0.1;

  /** Actor pixels of a {@link #CHECK_WIDTH} wide picture that make a contact visible. */
  private static final int ENOUGH_PIXELS = 10;

  private static final int CHECK_WIDTH = 192;
  private static final double EDGE = 0.03;

  private ContactTruth() {}

  static List<Contact> clean(Stage stage, double lastFrame, double aspect) {
    double loudest = 0;
    for (Stage.RawContact c : stage.contacts) {
      loudest = Math.max(loudest, c.strength());
    }
    List<Stage.RawContact> kept = new ArrayList<>();
    for (Stage.RawContact c : stage.contacts) {
      // A contact in the first or last instants cannot be seen to happen.
      if (c.time() > 0.02 && c.time() < lastFrame - 0.02 && c.strength() >= QUIETEST * loudest) {
        kept.add(c);
      }
    }
    List<Contact> out = new ArrayList<>();
    FrameRenderer renderer =
        new FrameRenderer(stage, CHECK_WIDTH, (int) Math.round(CHECK_WIDTH / aspect));
    for (Stage.RawContact c : merge(kept)) {
      Vec3 p = stage.camera.at(c.time()).project(c.place(), aspect);
      if (inPicture(p) && seen(renderer.render(c.time()), c.actors())) {
        double strength = c.strength() / loudest;
        out.add(new Contact(c.time(), strength, p.x(), p.y(), c.kind()));
      }
    }
    return out;
  }

  /**
   * Strongest first; a contact is kept if none within the merging distance was. A kept contact
   * takes the time of a forerunner that is at least half as strong, for the ear hears the first.
   */
  static List<Stage.RawContact> merge(List<Stage.RawContact> contacts) {
    List<Stage.RawContact> order = new ArrayList<>(contacts);
    order.sort(
        Comparator.comparingDouble((Stage.RawContact c) -> -c.strength())
            .thenComparingDouble(Stage.RawContact::time));
    List<Stage.RawContact> kept = new ArrayList<>();
    for (Stage.RawContact c : order) {
      Stage.RawContact first = c;
      for (Stage.RawContact o : contacts) {
        if (o.time() < first.time()
            && c.time() - o.time() < MERGE_SECONDS
            && o.strength() >= 0.5 * c.strength()) {
          first = o;
        }
      }
      Stage.RawContact candidate =
          new Stage.RawContact(first.time(), c.strength(), first.place(), c.kind(), first.actors());
      boolean near = false;
      for (Stage.RawContact k : kept) {
        near |= Math.abs(k.time() - candidate.time()) < MERGE_SECONDS;
      }
      if (!near) {
        kept.add(candidate);
      }
    }
    kept.sort(Comparator.comparingDouble(Stage.RawContact::time));
    return kept;
  }

  private static boolean inPicture(Vec3 p) {
    return p.z() > 0 && p.x() > -EDGE && p.x() < 1 + EDGE && p.y() > -EDGE && p.y() < 1 + EDGE;
  }

  private static boolean seen(Rasterizer picture, int[] actors) {
    int pixels = 0;
    for (short number : picture.actor) {
      for (int actor : actors) {
        if (number == actor) {
          pixels++;
        }
      }
    }
    return actors.length == 0 || pixels >= ENOUGH_PIXELS;
  }
}
