// How sentences look: in the queue, and in the document as it will read.

import { el, t } from "./dom.js";

export const STATES = {
  new: ["○", t("new")],
  changed: ["↻", t("source changed")],
  machine: ["⚙", t("machine")],
  memory: ["≈", t("memory")],
  edited: ["✎", t("edited")],
  approved: ["✓", t("approved")],
};

export const tag = (locale) => locale.split("@")[0].replace("_", "-");
export const SOURCE = tag(document.documentElement.dataset.sourceLocale); // the language of the source

// A row's translation: all plural forms, or the one text.
export const textsOf = (row) => (row.forms.length ? row.forms : [row.text]);

// Where a sentence stands: kind and number, then what else is known.
export const placeOf = ({ place: [kind, number = "", ...more] }) => [`${kind} ${number}`, ...more].join(", ");

// Singular and plural, or plural forms, one below the other.
const lines = (texts) => texts.filter(Boolean).map((text, index) => (index ? el("span", { class: "line" }, text) : text));

// One sentence of the list: its number, source above translation, and its state at a glance.
export function queueRow(row, locale, { open, select, selected, current }) {
  const [mark, name] = STATES[row.state];
  const percent = row.percent === null || row.state === "approved" ? "" : ` ${row.percent} %`;
  const chip = el("span", { class: "chip" }, el("span", { "aria-hidden": "true" }, mark), " ", el("span", { class: "name" }, name), percent);
  const status = el("div", { class: "status" }, chip);
  const worst = row.findings.some((one) => one.severity === "error") ? "error" : "warning";
  if (row.findings.length) {
    const names = [...new Set(row.findings.map((one) => t(one.check)))].join(", ");
    status.append(el("span", { class: `chip ${worst}`, title: names }, `⚠ ${names}`));
  }
  if (row.notes.length) {
    const open = row.notes.filter((one) => one.open).length;
    status.append(el("span", { class: "chip note", title: t("Notes") }, open ? `⚑ ${open}` : `⚐ ${row.notes.length}`));
  }
  const number = row.index + 1;
  const box = el("input", { type: "checkbox", class: "select", "aria-label": `${t("Select")} ${number}`, onclick: (event) => select(row, event.shiftKey) });
  box.checked = selected;
  return el(
    "article",
    {
      class: `sentence ${row.state}${current ? " open" : ""}`, "data-key": row.key, role: "listitem",
      "aria-label": `${number} ${placeOf(row)}`, "aria-current": current ? "true" : null,
      onclick: (event) => { if (!event.target.closest("input, button")) open(row.key); },
    },
    el("div", { class: "edge" }, box, el("span", { class: "number" }, String(number))),
    el("div", { class: "cells" },
      el("p", { class: "source", lang: SOURCE }, ...lines([row.source, row.plural])),
      el("button", { class: "target", type: "button", lang: tag(locale), onclick: () => open(row.key) },
        ...lines(row.text && row.forms.length ? row.forms.map((form) => form || "—") : [row.text || t("(not translated)")]))),
    status,
  );
}

// The document's blocks, in their order. Cells that stand on one line of the source are a row.
export function articleBlocks(blocks, locale, open) {
  const elements = [];
  let row = null;
  for (const block of blocks) {
    const element = articleBlock(block, locale, open);
    const cell = block.kind.startsWith("table");
    if (cell && row?.line === block.line) row.element.append(element);
    else if (cell) {
      row = { line: block.line, element: el("div", { class: "cells-of-table" }, element) };
      elements.push(row.element);
    } else {
      row = null;
      elements.push(element);
    }
  }
  return elements;
}

// Stretches of text in the look that they will have.
export const styled = (pieces) => pieces.map(([text, styles]) => styles.reduce(
  (inside, style) => el({ strong: "strong", em: "em", code: "code" }[style] ?? "span", { class: style }, inside), text,
));

// One block of the document; each sentence can be opened where it stands.
function articleBlock(block, locale, open) {
  const tags = { heading: "h2", "list item": "div", "table cell": "div", "table header": "div" };
  const kind = block.kind.startsWith("heading") ? "heading" : block.kind;
  const element = el(tags[kind] ?? "p", { class: "block", "data-kind": kind });
  if (block.number) element.append(el("span", { class: "ordinal" }, `${block.number}. `));
  for (const one of block.sentences) {
    const [, name] = STATES[one.state];
    element.append(
      // Not a button element: browsers do not break those between lines.
      el("span", {
        role: "button", tabindex: 0, class: `piece ${one.state}`, "data-key": one.key, title: name,
        lang: one.state === "new" ? SOURCE : tag(locale), onclick: () => open(one.key),
        onkeydown: (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          open(one.key);
        },
      }, ...styled(one.pieces)),
      " ",
    );
  }
  return element;
}
