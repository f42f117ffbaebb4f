// The address names what is shown: a reload shows it again, and so does the browser's way back.

import { $ } from "./dom.js";

const SELECTS = ["document", "locale", "state", "check", "sort"];

export const desk = () => ({ document: $("#document").value, locale: $("#locale").value });

export const filters = () => ({
  state: $("#state").value, check: $("#check").value, sort: $("#sort").value, text: $("#search").value,
});

// Call back when a document, a locale, or a filter is chosen.
export function onChoice(chosen) {
  for (const name of SELECTS) $(`#${name}`).addEventListener("change", chosen);
}

// Choose what an address says.
export function takeAddress(parameters) {
  for (const name of SELECTS) {
    const select = $(`#${name}`);
    const value = parameters.get(name);
    if (value && [...select.options].some((option) => option.value === value)) select.value = value;
  }
  $("#search").value = parameters.get("text") ?? "";
}

export const viewOf = (parameters) => (parameters.get("view") === "article" ? "article" : "queue");

export const shown = (view) => new URLSearchParams({ ...desk(), view, ...filters() }).toString();

// step: whether the browser's way back is to lead to what is shown now.
export function remember(view, key, step = false) {
  const address = `/?${shown(view)}${key ? `#${key}` : location.hash}`;
  if (step && address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
