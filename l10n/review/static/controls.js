// What the page's frame has to press: colours, language, folded controls, help.

import { post } from "./api.js";
import { $ } from "./dom.js";
import { showPane } from "./panes.js";

function setTheme(value) {
  document.documentElement.dataset.theme = value;
  $("#theme").value = value;
}

export function unfold(whether) {
  document.body.classList.toggle("unfolded", whether);
  $("#fold").setAttribute("aria-expanded", whether);
}

// leave(): saves the editor's text; false where that does not work.
export function controls(leave) {
  for (const form of ["#filters", "#place"]) $(form).addEventListener("submit", (event) => event.preventDefault());
  $("#tab-list").addEventListener("click", () => showPane("list"));
  $("#tab-edit").addEventListener("click", () => showPane("edit"));
  $("#fold").addEventListener("click", () => unfold(!document.body.classList.contains("unfolded")));
  $("#help").addEventListener("click", () => $("#shortcuts").showModal());
  setTheme(localStorage.getItem("l10n theme") ?? "");
  $("#theme").addEventListener("change", (event) => {
    localStorage.setItem("l10n theme", event.target.value);
    setTheme(event.target.value);
  });
  $("#language").addEventListener("change", async (event) => {
    if (!(await leave())) return;
    await post("language", { language: event.target.value });
    location.reload();
  });
}
