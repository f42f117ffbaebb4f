// The panes: how wide each is, and which is in front where there is room for one only.

import { $ } from "./dom.js";

const STEP = 2; // per cent of the window for an arrow key

function width(name) {
  return Number(localStorage.getItem(`l10n ${name}`)) || { list: 34, aids: 28 }[name];
}

function set(divider, percent) {
  const { pane } = divider.dataset;
  const least = Number(divider.getAttribute("aria-valuemin"));
  const most = Number(divider.getAttribute("aria-valuemax"));
  const value = Math.round(Math.min(most, Math.max(least, percent)));
  $("#desk").style.setProperty(`--${pane}`, `${value}%`);
  divider.setAttribute("aria-valuenow", value);
  localStorage.setItem(`l10n ${pane}`, value);
}

export function dividers(inside) {
  for (const divider of inside.querySelectorAll(".divider")) {
    const { pane } = divider.dataset;
    const side = pane === "list" ? 1 : -1; // the list grows to the right, the help to the left
    set(divider, width(pane));
    divider.addEventListener("pointerdown", (event) => {
      divider.setPointerCapture(event.pointerId);
      const whole = $("#desk").clientWidth;
      const from = event.clientX;
      const before = width(pane);
      const drag = (moved) => set(divider, before + (side * 100 * (moved.clientX - from)) / whole);
      divider.addEventListener("pointermove", drag);
      divider.addEventListener("pointerup", () => divider.removeEventListener("pointermove", drag), { once: true });
    });
    divider.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      set(divider, width(pane) + side * way * STEP);
    });
  }
}

export function showPane(name) {
  document.body.dataset.pane = name;
  for (const one of ["list", "edit"]) $(`#tab-${one}`).setAttribute("aria-pressed", one === name);
}
