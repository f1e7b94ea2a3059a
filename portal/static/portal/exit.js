/* Leaving now: Shift three times within five seconds does what the link does. Without this file the link alone works. */
(() => {
  "use strict";
  const link = document.querySelector("[data-exit]");
  if (!link) return;
  const says = document.querySelector("[data-exit-says]");
  const dots = link.querySelector("[data-exit-dots]");
  let pressed = 0;
  let timer = 0;

  const show = (words) => {
    if (says) says.textContent = words || "";
    if (!dots) return;
    dots.replaceChildren(...(pressed ? [1, 2, 3] : []).map((place) => {
      const dot = document.createElement("i");
      if (place <= pressed) dot.className = "on";
      return dot;
    }));
  };

  const forget = (words) => {
    clearTimeout(timer);
    pressed = 0;
    show(words);
  };

  const leave = () => {
    const cover = document.createElement("div");
    cover.className = "exit-cover";
    cover.setAttribute("role", "alert");
    cover.textContent = link.dataset.leaving;
    document.body.append(cover);
    document.title = link.dataset.leaving;
    location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" && pressed) forget();
  });

  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    pressed += 1;
    clearTimeout(timer);
    if (pressed === 3) return leave();
    timer = setTimeout(() => forget(link.dataset.stopped), 5000);
    show(pressed === 1 ? link.dataset.twoMore : link.dataset.oneMore);
  });

  addEventListener("pageshow", () => {
    document.querySelectorAll(".exit-cover").forEach((cover) => cover.remove());
    forget();
  });
})();
