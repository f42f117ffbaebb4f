// Who else is at work, and at which sentence.

import { $, el } from "./dom.js";
import { TAB } from "./events.js";

let others = [];

export function showPeople(people, list) {
  $("#people").replaceChildren(...people.map((one) => el("span", { class: "chip" }, `☻ ${one.name}`)));
  others = people.filter((one) => one.tab !== TAB);
  for (const row of list.querySelectorAll(".sentence")) showOthers(row);
}

// Whose name stands beside a sentence: theirs who have it open too.
export function showOthers(row) {
  const here = others.filter((one) => one.key === row.dataset.key).map((one) => one.name);
  row.classList.toggle("taken", here.length > 0);
  row.title = here.join(", ");
}
