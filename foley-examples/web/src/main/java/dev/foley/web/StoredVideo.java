package dev.foley.web;

/**
 * An uploaded video.
 *
 * @param id names its folder
 * @param name what the client calls it, cleaned; for people only
 * @param extension of the stored file, from a fixed list
 * @param bytes size of the file
 * @param width display width in pixels
 * @param height display height in pixels
 * @param frameRate as the header states it
 * @param durationS as the header states it; 0 if it does not
 * @param codec short codec name
 * @param added when, ISO-8601
 */
record StoredVideo(
    String id,
    String name,
    String extension,
    long bytes,
    int width,
    int height,
    double frameRate,
    double durationS,
    String codec,
    String added) {
  double aspect() {
    return (double) width / height;
  }
}
