(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const setTheme = (name) => { root.dataset.theme = name; };
  setTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () =>
    setTheme(root.dataset.theme === "dark" ? "light" : "dark"));

  const timeline = document.getElementById("timeline");
  const cursor = document.getElementById("cursor");
  const label = cursor.firstElementChild;
  const player = document.getElementById("player");
  const duration = Number(timeline.dataset.duration) || 1;
  let zoom = 1;
  document.querySelectorAll("[data-zoom]").forEach((button) =>
    button.addEventListener("click", () => {
      zoom = Math.min(64, Math.max(1, zoom * Number(button.dataset.zoom)));
      timeline.style.width = 100 * zoom + "%";
      follow(true);
    }));
  if (!player) { cursor.hidden = true; return; }

  const scroll = timeline.parentElement;
  function follow(always) {
    const x = timeline.clientWidth * Math.min(1, player.currentTime / duration);
    const out = x < scroll.scrollLeft || x > scroll.scrollLeft + scroll.clientWidth;
    if (always || (out && !player.paused)) scroll.scrollLeft = x - scroll.clientWidth / 2;
  }
  function draw() {
    const time = Math.min(duration, player.currentTime);
    cursor.style.left = 100 * time / duration + "%";
    label.textContent = time > 0 ? time.toFixed(2) + " s" : "";
    label.style.left = time / duration > 0.94 ? "auto" : "4px";
    label.style.right = time / duration > 0.94 ? "4px" : "auto";
    follow(false);
    if (!player.paused) requestAnimationFrame(draw);
  }
  for (const event of ["play", "seeked", "timeupdate", "loadedmetadata"]) {
    player.addEventListener(event, draw);
  }
  timeline.addEventListener("click", (event) => {
    const box = timeline.getBoundingClientRect();
    player.currentTime = duration * Math.max(0, (event.clientX - box.left) / box.width);
    player.play();
  });
  timeline.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      if (player.paused) player.play(); else player.pause();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      player.currentTime += event.key === "ArrowLeft" ? -0.5 : 0.5;
    }
  });
  draw();
})();
