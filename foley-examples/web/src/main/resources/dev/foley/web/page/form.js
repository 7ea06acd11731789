// The order form: choosing and uploading a video, settings, Generate.

import { Problem, call, upload } from "./api.js";
import { onLanguage, sentence, t } from "./words.js";

const byId = (id) => document.getElementById(id);
const seconds = (value) => value.toFixed(value < 10 ? 2 : 1);

export class Form {
  #studio;
  #onSubmitted;
  #video = null;
  #file = null;
  #sending = null;

  /** `onSubmitted(job, file)` gets the new job, and the user's own copy of the video if there is one. */
  constructor(studio, onSubmitted) {
    this.#studio = studio;
    this.#onSubmitted = onSubmitted;
    byId("steps").value = studio.defaults.steps;
    byId("guidance").value = studio.defaults.guidance;
    byId("negative").value = studio.defaults.negative_prompt;
    byId("prompt").maxLength = byId("negative").maxLength = studio.limits.prompt_chars;
    byId("listen-row").hidden = !studio.streaming;
    onLanguage(() => {
      byId("file-hint").textContent = t("file-hint", {
        mb: Math.floor(studio.limits.upload_bytes / 1e6),
        minutes: Math.floor(studio.limits.length_s / 60),
      });
      this.#showFacts();
    });
    this.#listen();
  }

  #listen() {
    byId("file").addEventListener("change", () => this.#choose(byId("file").files[0]));
    byId("chosen-remove").addEventListener("click", () => {
      this.#forget();
      byId("file").focus();
    });
    byId("dice").addEventListener("click", () => {
      byId("seed").value = Math.floor(Math.random() * 2 ** 31);
    });
    byId("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    const drop = byId("drop");
    // A file dropped beside the field must not replace the page.
    for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("over"));
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => this.#choose(event.dataTransfer.files[0]));
  }

  async #choose(file) {
    if (!file) return;
    this.#forget();
    const limit = this.#studio.limits.upload_bytes;
    if (file.size > limit) {
      this.#say("file-error", new Problem({ code: "upload_too_large", details: { limit_bytes: limit } }));
      return;
    }
    this.#file = file;
    byId("drop").hidden = true;
    byId("chosen").hidden = false;
    byId("chosen-name").textContent = file.name;
    byId("chosen-progress").hidden = false;
    const sending = upload(file, (share) => {
      byId("chosen-progress").value = share;
      byId("chosen-facts").textContent =
        share < 1 ? t("upload-share", { percent: Math.floor(100 * share) }) : t("upload-check");
    });
    this.#sending = sending;
    try {
      this.use(await sending.promise, file);
    } catch (problem) {
      if (this.#sending !== sending) return;
      this.#forget();
      this.#say("file-error", problem);
    }
  }

  /** Shows a stored video as the chosen one. */
  use(video, file = null) {
    this.#sending = null;
    this.#video = video;
    this.#file = file;
    this.#say("file-error", null);
    byId("drop").hidden = true;
    byId("chosen").hidden = false;
    byId("chosen-progress").hidden = true;
    byId("chosen-name").textContent = video.name;
    byId("chosen-poster").src = `/api/videos/${video.id}/poster.jpg`;
    byId("chosen-poster").hidden = false;
    this.#showFacts();
  }

  /** Fills in the settings of an earlier job. */
  fill(job) {
    this.use(job.video);
    byId("prompt").value = job.settings.prompt;
    byId("negative").value = job.settings.negative_prompt;
    byId("seed").value = job.settings.seed;
    byId("steps").value = job.settings.steps;
    byId("guidance").value = job.settings.guidance;
    byId("takes").value = job.settings.takes;
    byId("prompt").focus();
  }

  #showFacts() {
    const video = this.#video;
    if (!video) return;
    const facts = [`${video.width} × ${video.height}`];
    if (video.frame_rate) facts.push(`${Math.round(100 * video.frame_rate) / 100} fps`);
    if (video.duration_s) facts.push(`${seconds(video.duration_s)} s`);
    byId("chosen-facts").textContent = [...facts, video.codec].join(" · ");
  }

  #forget() {
    const sending = this.#sending;
    this.#sending = null;
    sending?.abort();
    this.#video = this.#file = null;
    byId("file").value = "";
    byId("drop").hidden = false;
    byId("chosen").hidden = true;
    byId("chosen-poster").hidden = true;
    byId("chosen-facts").textContent = "";
    this.#say("file-error", null);
    this.#say("form-error", null);
  }

  #say(where, problem) {
    byId(where).hidden = !problem;
    byId(where).textContent = problem ? sentence(problem) : "";
  }

  async #submit() {
    this.#say("form-error", null);
    for (const id of ["seed", "steps", "guidance"]) byId(id).removeAttribute("aria-invalid");
    if (!this.#video) {
      const code = this.#sending ? "uploading" : "no_file";
      this.#say("form-error", new Problem({ code, details: {} }));
      if (!this.#sending) byId("file").focus();
      return;
    }
    const order = {
      video: this.#video.id,
      prompt: byId("prompt").value,
      negative_prompt: byId("negative").value,
      takes: Number(byId("takes").value),
    };
    for (const id of ["seed", "steps", "guidance"]) {
      // Left empty, the server's default applies.
      if (byId(id).value !== "") order[id] = Number(byId(id).value);
    }
    byId("generate").disabled = true;
    try {
      this.#onSubmitted(await call("POST", "/api/jobs", order), this.#file);
    } catch (problem) {
      if (problem.code === "no_such_video") this.#forget();
      this.#say("form-error", problem);
      const field = byId({ negative_prompt: "negative" }[problem.details?.field] ?? problem.details?.field);
      field?.setAttribute("aria-invalid", "true");
      field?.focus();
    } finally {
      byId("generate").disabled = false;
    }
  }
}
