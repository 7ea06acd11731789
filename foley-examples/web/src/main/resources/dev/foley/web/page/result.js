// One job on the right-hand side: progress, screen, timeline, variants, downloads.

import { call, takePath } from "./api.js";
import { Screen } from "./screen.js";
import { Takes } from "./takes.js";
import { Timeline } from "./timeline.js";
import { onLanguage, sentence, t } from "./words.js";

const byId = (id) => document.getElementById(id);
const QUARTERS = 4;

export class Result {
  #studio;
  #job = null;
  #file = null;
  #take = null;
  #listenFirst = false;
  #etaAt = null;
  #announced = 0;
  #timelines = new Map();
  #fetching = false;
  #strips = new Map();
  #screen = new Screen((seconds) => this.#timeline.cursor(seconds));
  #timeline = new Timeline({
    seek: (seconds) => this.#screen.seek(seconds),
    toggle: () => this.#screen.toggle(),
  });
  #takes = new Takes((number) => this.#choose(number));

  /** `onAgain(job)`: the user wants its settings in the form. */
  constructor(studio, onAgain) {
    this.#studio = studio;
    byId("again").addEventListener("click", () => onAgain(this.#job));
    byId("cancel").addEventListener("click", () => call("POST", `/api/jobs/${this.#job.id}/cancel`).catch(() => {}));
    setInterval(() => this.#tellProgress(), 500);
    onLanguage(() => {
      if (this.#job) this.#fill();
      this.#timeline.draw();
    });
  }

  get jobId() {
    return this.#job?.id;
  }

  redraw() {
    this.#timeline.draw();
    this.#takes.draw();
  }

  unlock() {
    this.#screen.unlock();
  }

  /** Shows a job; `listen`: play its first take while it is made. */
  show(job, { file = null, listen = false } = {}) {
    this.#job = job;
    this.#file = file;
    this.#take = null;
    this.#listenFirst = listen;
    this.#announced = 0;
    this.#timelines.clear();
    byId("empty").hidden = true;
    byId("work").hidden = false;
    byId("time").hidden = true;
    this.#screen.leave();
    this.#screen.offerLive(null);
    this.update(job);
  }

  clear() {
    this.#job = null;
    this.#screen.leave();
    byId("empty").hidden = false;
    byId("work").hidden = true;
  }

  update(job) {
    const ended = this.#job.state !== "done" && job.state === "done";
    this.#job = job;
    const eta = job.progress?.eta_s;
    this.#etaAt = eta === undefined ? null : performance.now() + 1000 * eta;
    this.#fill();
    this.#announce(ended);
    this.#play();
    this.#fetch();
  }

  #fill() {
    const { video, settings, state, error } = this.#job;
    byId("result-title").textContent = video.name;
    byId("result-prompt").textContent = settings.prompt || t("no-prompt");
    byId("result-settings").textContent =
      t("settings", settings) + (settings.negative_prompt ? t("settings-not", { text: settings.negative_prompt }) : "");
    byId("result-state").textContent = t(state);
    byId("result-state").className = "badge " + state;
    byId("cancel").hidden = state !== "queued" && state !== "running";
    byId("result-error").hidden = !error;
    byId("result-error").textContent = error ? sentence(error) : "";
    byId("progress").hidden = byId("cancel").hidden;
    this.#tellProgress();
    this.#takes.fill(this.#job, this.#take, this.#timelines);
  }

  #tellProgress() {
    const job = this.#job;
    if (!job || byId("progress").hidden) return;
    const { progress } = job;
    const share = progress?.share ?? 0;
    const bar = byId("bar");
    bar.classList.toggle("unknown", job.state === "running" && share === 0);
    bar.firstElementChild.style.width = 100 * share + "%";
    if (share > 0) bar.setAttribute("aria-valuenow", Math.floor(100 * share));
    else bar.removeAttribute("aria-valuenow");
    const parts = [];
    if (!progress) {
      parts.push(job.position > 0 ? t("queued-at", { n: job.position }) : t("queued"));
    } else {
      if (job.settings.takes > 1) parts.push(t("take-of", { n: progress.take, total: job.settings.takes }));
      if (progress.done_s > 0) {
        parts.push(t("sound-of", { done: progress.done_s.toFixed(1), total: progress.total_s.toFixed(1) }));
      }
      parts.push(this.#left(share));
    }
    byId("progress-text").textContent = parts.join(" · ");
  }

  #left(share) {
    if (share >= 1) return t("finishing");
    if (this.#etaAt === null) return t("eta-unknown");
    const left = Math.round((this.#etaAt - performance.now()) / 1000);
    if (left < 1) return t("eta-late");
    return left < 90 ? t("eta-seconds", { n: left }) : t("eta-minutes", { n: Math.round(left / 60) });
  }

  /** Screen readers hear every quarter, not every step. */
  #announce(ended) {
    const quarter = Math.floor(QUARTERS * (this.#job.progress?.share ?? 0));
    if (ended) byId("announcer").textContent = t("announce-done");
    else if (quarter > this.#announced) {
      this.#announced = quarter;
      byId("announcer").textContent = t("announce-progress", { percent: (100 * quarter) / QUARTERS });
    }
  }

  #finished() {
    return this.#job.takes.filter((take) => take.state === "done");
  }

  #choose(number) {
    this.#take = number;
    this.#play();
    this.#fill();
    this.#fetch();
  }

  /** Puts on the screen what there is to see and hear. */
  #play() {
    const job = this.#job;
    const making = job.state === "running" ? job.progress?.take : undefined;
    this.#screen.offerLive(this.#studio.streaming && making ? job : null, making);
    // A listener is not interrupted by the take being finished.
    if (this.#screen.isLive) return;
    const finished = this.#finished();
    this.#take ??= finished[0]?.number ?? null;
    const take = finished.find(({ number }) => number === this.#take);
    if (take) this.#screen.showTake(job, take);
    else this.#screen.showSource(job, this.#file);
    if (this.#listenFirst && making === 1) {
      this.#listenFirst = false;
      this.#screen.listen(job, 1).then(() => {
        if (this.#job?.id === job.id) {
          this.#play();
          this.#fill();
          this.#fetch();
        }
      });
    }
  }

  /** Gets the timelines of finished takes once, of the one being made again and again. */
  async #fetch() {
    if (this.#fetching) return;
    this.#fetching = true;
    const job = this.#job;
    try {
      for (const take of this.#finished()) {
        if (!this.#timelines.get(take.number)?.complete) {
          this.#timelines.set(take.number, await call("GET", takePath(job, take.number, "timeline.json")));
        }
      }
      const making = job.progress?.take;
      if (making && job.progress.done_s > 0 && !this.#timelines.get(making)?.complete) {
        this.#timelines.set(making, await call("GET", takePath(job, making, "timeline.json")));
      }
    } catch {
      // Deleted or cancelled meanwhile.
    } finally {
      this.#fetching = false;
    }
    if (this.#job?.id !== job.id) {
      if (this.#job) this.#fetch();
      return;
    }
    this.#draw();
    // Something may have happened meanwhile.
    if (this.#job !== job) this.#fetch();
  }

  #draw() {
    const job = this.#job;
    const data = this.#timelines.get(this.#take ?? job.progress?.take ?? 1);
    byId("time").hidden = !data;
    if (!data) return;
    byId("moments").hidden = !data.complete;
    byId("event-times").textContent = times(data.events);
    byId("onset-times").textContent = times(data.onsets);
    const total = data.complete ? data.duration_s : Math.max(data.duration_s, job.progress?.total_s ?? 0);
    const strip = data.pictures.length ? this.#strip(job) : null;
    this.#timeline.show(data, total, strip?.complete ? strip : null);
    this.#screen.stills(strip?.complete ? strip : null, data.pictures);
    this.#takes.fill(job, this.#take, this.#timelines);
  }

  #strip(job) {
    let strip = this.#strips.get(job.id);
    if (!strip) {
      strip = new Image();
      strip.onload = () => { if (this.#job?.id === job.id) this.#draw(); };
      strip.src = `/api/jobs/${job.id}/pictures.jpg`;
      this.#strips.clear();
      this.#strips.set(job.id, strip);
    }
    return strip;
  }
}

function times(moments) {
  return moments.length ? moments.map(({ t: at }) => at.toFixed(2) + " s").join(", ") : t("none");
}
