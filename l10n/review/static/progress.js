// How far the document is, and the others in the picker.

import { get } from "./api.js";
import { $ } from "./dom.js";

const sum = (counts) => Object.values(counts).reduce((all, one) => all + one, 0);
const percent = (counts) => (sum(counts) ? Math.floor((100 * (counts.approved ?? 0)) / sum(counts)) : 100);

export function showCounts(counts) {
  const all = sum(counts);
  const approved = counts.approved ?? 0;
  $("#bar").setAttribute("aria-valuenow", percent(counts));
  $("#bar-approved").setAttribute("width", `${(100 * approved) / (all || 1)}%`);
  $("#bar-edited").setAttribute("width", `${(100 * (approved + (counts.edited ?? 0))) / (all || 1)}%`);
  $("#counts").textContent = `${approved} / ${all} · ${percent(counts)} %`;
}

// How far each document is, in the picker; asked for after what the person waits for.
export async function showProgress(locale) {
  try {
    for (const { document: name, counts } of await get("progress", { locale })) {
      const option = [...$("#document").options].find((one) => one.value === name);
      if (option) option.textContent = `${name} · ${percent(counts)} %`;
    }
  } catch {
    // A document that cannot be read says so when it is opened.
  }
}
