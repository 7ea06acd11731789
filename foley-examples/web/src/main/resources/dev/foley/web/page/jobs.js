// The queue and the history: a list that follows the server's events.

import { call } from "./api.js";
import { onLanguage, t } from "./words.js";

export class Jobs {
  #jobs = new Map();
  #rows = new Map();
  #list = document.getElementById("job-list");
  #onChange;
  #onOpen;
  #selected = null;

  /** `onChange(job)` hears of every change, with null for a job that is gone; `onOpen(job)` of clicks. */
  constructor({ onChange, onOpen }) {
    this.#onChange = onChange;
    this.#onOpen = onOpen;
    onLanguage(() => this.#rows.forEach((row, id) => this.#fill(row, this.#jobs.get(id))));
  }

  /** Starts to follow; resolves with the newest job once the list is there. */
  follow() {
    const events = new EventSource("/api/events");
    const offline = document.getElementById("offline");
    events.onopen = () => { offline.hidden = true; };
    events.onerror = () => { offline.hidden = false; };
    events.addEventListener("job", (event) => this.put(JSON.parse(event.data)));
    events.addEventListener("removed", (event) => this.#remove(JSON.parse(event.data).id));
    return new Promise((resolve) => {
      events.addEventListener("state", (event) => {
        const { jobs } = JSON.parse(event.data);
        const there = new Set(jobs.map((job) => job.id));
        for (const id of [...this.#jobs.keys()]) if (!there.has(id)) this.#remove(id);
        jobs.reverse().forEach((job) => this.put(job));
        resolve(jobs.at(-1));
      });
    });
  }

  get(id) {
    return this.#jobs.get(id);
  }

  select(id) {
    this.#selected = id;
    this.#rows.forEach((row, rowId) => this.#mark(row, rowId));
  }

  #mark(row, id) {
    const open = row.querySelector(".open");
    if (id === this.#selected) open.setAttribute("aria-current", "true");
    else open.removeAttribute("aria-current");
  }

  /** Takes the answer to an order; an event may have overtaken it, and then knows better. */
  add(job) {
    if (!this.#jobs.has(job.id)) this.put(job);
  }

  put(job) {
    this.#jobs.set(job.id, job);
    let row = this.#rows.get(job.id);
    if (!row) {
      row = this.#make(job.id);
      this.#rows.set(job.id, row);
      this.#list.prepend(row);
    }
    this.#fill(row, job);
    this.#mark(row, job.id);
    this.#count();
    this.#onChange(job.id, job);
  }

  #remove(id) {
    this.#jobs.delete(id);
    const row = this.#rows.get(id);
    this.#rows.delete(id);
    if (row?.contains(document.activeElement)) {
      (row.nextElementSibling ?? row.previousElementSibling)?.querySelector(".open").focus();
    }
    row?.remove();
    this.#count();
    this.#onChange(id, null);
  }

  #count() {
    document.getElementById("jobs-empty").hidden = this.#jobs.size > 0;
  }

  #make(id) {
    const row = document.createElement("li");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "open";
    open.innerHTML = '<img alt="" loading="lazy"><span class="grow"><strong></strong><em></em><span class="state"></span></span>';
    open.addEventListener("click", () => this.#onOpen(this.#jobs.get(id)));
    open.querySelector("img").addEventListener("error", (event) => { event.target.style.visibility = "hidden"; });
    const act = document.createElement("button");
    act.type = "button";
    act.className = "quiet act";
    act.textContent = "✕";
    act.addEventListener("click", () => this.#act(this.#jobs.get(id)));
    row.append(open, act);
    return row;
  }

  #fill(row, job) {
    const name = job.video.name;
    const ended = ["done", "failed", "cancelled"].includes(job.state);
    row.dataset.state = job.state;
    const image = row.querySelector("img");
    const source = `/api/videos/${job.video.id}/poster.jpg`;
    if (image.getAttribute("src") !== source) image.src = source;
    row.querySelector("strong").textContent = name;
    row.querySelector("em").textContent = job.settings.prompt || t("no-prompt");
    const state = job.state === "queued" && job.position > 0 ? t("queued-at", { n: job.position }) : t(job.state);
    const percent = job.progress && job.progress.share > 0 ? ` ${Math.floor(100 * job.progress.share)} %` : "";
    row.querySelector(".state").textContent = state + percent;
    row.querySelector(".open").setAttribute("aria-label", t("open-job", { name, state: state + percent }));
    row.querySelector(".act").setAttribute("aria-label", t(ended ? "delete-job" : "cancel-job", { name }));
  }

  async #act(job) {
    const ended = ["done", "failed", "cancelled"].includes(job.state);
    try {
      await (ended ? call("DELETE", `/api/jobs/${job.id}`) : call("POST", `/api/jobs/${job.id}/cancel`));
    } catch {
      // It ended or vanished meanwhile; the next event shows it.
    }
  }
}
