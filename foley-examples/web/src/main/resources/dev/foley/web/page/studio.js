// Wires the page together.

import { call } from "./api.js";
import { Form } from "./form.js";
import { Jobs } from "./jobs.js";
import { Result } from "./result.js";
import { applyAll, onLanguage, otherLanguage, sentence, switchLanguage } from "./words.js";

const byId = (id) => document.getElementById(id);

function theme(onSwitch) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const saved = localStorage.getItem("foley.theme");
  if (saved) root.dataset.theme = saved;
  byId("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
    localStorage.setItem("foley.theme", root.dataset.theme);
    onSwitch();
  });
  dark.addEventListener("change", onSwitch);
}

async function start() {
  applyAll();
  onLanguage(() => {
    const { lang, name } = otherLanguage();
    byId("language").lang = lang;
    byId("language").textContent = name;
  });
  byId("language").addEventListener("click", switchLanguage);
  const studio = await call("GET", "/api/studio");
  byId("model").textContent = studio.model;

  const result = new Result(studio, (job) => form.fill(job));
  theme(() => result.redraw());
  const open = (job, how) => {
    result.show(job, how);
    jobs.select(job.id);
  };
  const jobs = new Jobs({
    onChange: (id, job) => {
      if (id !== result.jobId) return;
      if (job) result.update(job);
      else result.clear();
    },
    onOpen: (job) => {
      open(job);
      byId("result").scrollIntoView({ block: "nearest" });
    },
  });
  const form = new Form(studio, (job, file) => {
    jobs.add(job);
    open(jobs.get(job.id), { file, listen: studio.streaming && byId("listen").checked });
    if (matchMedia("(max-width: 900px)").matches) byId("result").scrollIntoView();
  });
  // Only a click may start sound, and sound starts later.
  byId("generate").addEventListener("click", () => studio.streaming && result.unlock());

  const newest = await jobs.follow();
  if (newest && !result.jobId) open(newest);
}

start().catch((problem) => {
  byId("form-error").hidden = false;
  byId("form-error").textContent = problem.code ? sentence(problem) : String(problem);
});
