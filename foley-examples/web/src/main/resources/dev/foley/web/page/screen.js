// The screen: the video with its sound; stills with the sound where the browser lacks the codec; the
// silent source with live sound while a take is made.

import { takePath } from "./api.js";
import { LiveSound } from "./live.js";
import { nearestPicture } from "./timeline.js";
import { onLanguage, t } from "./words.js";

const byId = (id) => document.getElementById(id);
const MAX_DRIFT_SECONDS = 0.12;

// What <video> may be able to show; for anything else the poster is shown until there is an MP4.
const SHOWABLE = ["mp4", "m4v", "mov", "webm", "ogv"];

export class Screen {
  #video = byId("video");
  #audio = byId("audio");
  #still = byId("still");
  #player = this.#video;
  #shown = "";
  #stills = null;
  #poster = null;
  #soundUrl = null;
  #objectUrl = null;
  #resume = { at: 0, playing: false };
  #frame = 0;
  #live = null;
  #startLive = null;
  #context = null;
  #onTime;

  /** `onTime(seconds)` is told where the player is. */
  constructor(onTime) {
    this.#onTime = onTime;
    this.#video.addEventListener("error", () => { if (this.#video.error) this.#withoutPicture(); });
    // A browser without the picture's codec may still play the sound of the file, on a black screen.
    this.#video.addEventListener("loadedmetadata", () => { if (!this.#video.videoWidth) this.#withoutPicture(); });
    for (const media of [this.#video, this.#audio]) {
      for (const event of ["play", "seeked", "timeupdate"]) media.addEventListener(event, () => this.#tick());
    }
    byId("live-toggle").addEventListener("click", () => (this.#live ? this.#live.stop() : this.#startLive?.()));
    onLanguage(() => this.#tellLive());
  }

  /** Allows sound: browsers only do so after a click. */
  unlock() {
    this.#context ??= new AudioContext();
    this.#context.resume();
  }

  /** Stops whatever plays. */
  leave() {
    this.#live?.stop();
    this.#live = null;
    this.#video.pause();
    this.#audio.pause();
    this.#shown = "";
  }

  get isLive() {
    return this.#live !== null;
  }

  /** The source without sound, `file` being the user's own copy or null. */
  showSource(job, file) {
    const key = "source " + job.id;
    if (this.#shown === key) return;
    this.#reset(key, job);
    this.#video.muted = true;
    if (file) this.#video.src = this.#objectUrl = URL.createObjectURL(file);
    else if (SHOWABLE.includes(job.video.extension)) this.#video.src = `/api/videos/${job.video.id}/file`;
    else this.#withoutPicture();
  }

  /** A finished take; the position stays, so that takes can be compared. */
  showTake(job, take) {
    const key = `take ${job.id} ${take.number}`;
    if (this.#shown === key) return;
    const same = this.#shown.startsWith(`take ${job.id}`);
    const at = same ? this.#player.currentTime : 0;
    const playing = same && !this.#player.paused;
    this.#reset(key, job);
    this.#video.muted = false;
    this.#soundUrl = takePath(job, take.number, "sound.wav");
    this.#resume = { at, playing };
    if (take.has_video) {
      this.#video.src = takePath(job, take.number, "video.mp4");
      this.#continue(this.#video);
    } else {
      this.#withoutPicture();
    }
  }

  #continue(media) {
    const { at, playing } = this.#resume;
    media.addEventListener("loadedmetadata", () => {
      if (at > 0) media.currentTime = at;
      if (playing) media.play();
    }, { once: true });
  }

  #reset(key, job) {
    this.#live?.stop();
    this.#shown = key;
    this.#audio.pause();
    this.#audio.hidden = this.#still.hidden = true;
    byId("screen-note").hidden = true;
    this.#video.hidden = false;
    this.#player = this.#video;
    this.#soundUrl = null;
    this.#stills = null;
    if (this.#objectUrl) URL.revokeObjectURL(this.#objectUrl);
    this.#objectUrl = null;
    this.#poster = `/api/videos/${job.video.id}/poster.jpg`;
    this.#video.poster = this.#poster;
    this.#video.removeAttribute("src");
    this.#audio.removeAttribute("src");
  }

  /** Stills instead of a video that this browser cannot show. */
  #withoutPicture() {
    this.#video.hidden = true;
    this.#video.removeAttribute("src");
    this.#video.load();
    this.#still.hidden = false;
    byId("screen-note").hidden = false;
    byId("screen-note").textContent = t("no-picture");
    this.#player = this.#audio;
    if (this.#soundUrl) {
      this.#audio.hidden = false;
      this.#audio.src = this.#soundUrl;
      this.#continue(this.#audio);
    }
    const poster = new Image();
    poster.onload = () => { if (!this.#stills) this.#paint(poster, 0, 1); };
    poster.src = this.#poster;
  }

  /** The pictures to follow the sound with, where there is no video. */
  stills(strip, times) {
    this.#stills = strip ? { strip, times } : null;
    this.#tick();
  }

  #paint(image, index, count) {
    const wide = image.naturalWidth / count;
    this.#still.width = wide;
    this.#still.height = image.naturalHeight;
    this.#still.getContext("2d").drawImage(image, -index * wide, 0);
  }

  #tick() {
    const at = this.time();
    this.#onTime(at);
    if (!this.#still.hidden && this.#stills) {
      const { strip, times } = this.#stills;
      const index = nearestPicture(times, at);
      this.#paint(strip, index, times.length);
      this.#still.setAttribute("aria-label", t("still-at", { at: times[index].toFixed(2) }));
    }
    if (this.#live || !this.#player.paused) {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#tick());
    }
    if (this.#live) this.#follow(at);
  }

  time() {
    return this.#live ? this.#live.time() : this.#player.currentTime;
  }

  seek(seconds) {
    if (!this.#live) this.#player.currentTime = seconds;
  }

  toggle() {
    if (this.#live) this.#live.stop();
    else if (this.#player.paused) this.#player.play();
    else this.#player.pause();
  }

  /** Offers to listen to a take that is being made; `job` null takes the offer back. */
  offerLive(job, number) {
    byId("live").hidden = !job && !this.#live;
    if (!job) {
      this.#startLive = null;
      return;
    }
    this.#startLive = () => this.listen(job, number);
    this.#tellLive();
  }

  /** Plays a take while it is made; resolves when it was heard or stopped. */
  async listen(job, number) {
    this.unlock();
    const live = new LiveSound(this.#context, takePath(job, number, "live.wav"));
    this.#live = live;
    byId("live").hidden = false;
    this.#tellLive();
    this.#tick();
    await live.play();
    if (this.#live === live) this.#live = null;
    if (!this.#startLive) byId("live").hidden = true;
    if (this.#shown.startsWith("source")) this.#video.pause();
    this.#tellLive();
  }

  /** The silent picture keeps step with the sound. */
  #follow(at) {
    this.#tellLive();
    if (this.#video.hidden || !this.#shown.startsWith("source")) return;
    const sounding = this.#live.isSounding();
    if (sounding && this.#video.paused) this.#video.play().catch(() => {});
    if (!sounding && !this.#video.paused) this.#video.pause();
    if (Math.abs(this.#video.currentTime - at) > MAX_DRIFT_SECONDS) this.#video.currentTime = at;
  }

  #tellLive() {
    const at = this.#live?.time() ?? 0;
    byId("live-toggle").textContent = t(this.#live ? "live-stop" : "live-play");
    byId("live-text").textContent = !this.#live ? "" : at > 0 ? t("live-at", { at: at.toFixed(1) }) : t("live-wait");
  }
}
