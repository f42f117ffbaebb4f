// What is translated: the sentence with its placeables and terms, what stands around it, and
// characters that keyboards lack.

import { $, el, t } from "./dom.js";
import { chips } from "./field.js";

const SPECIALS = {
  "non-breaking space": t("non-breaking space"), "em dash": t("em dash"), "en dash": t("en dash"),
  ellipsis: t("ellipsis"), "number sign": t("number sign"), "opening quote": t("opening quote"),
  "closing quote": t("closing quote"), letter: t("letter"),
};

export function showSource(editor, legend, terms = []) {
  const { row, form } = editor;
  const forms = Object.fromEntries(terms.map((term) => [term.form, [...term.targets, term.note].filter(Boolean).join("; ")]));
  $(".own", form).replaceChildren(...chips(row.source, row.codes, legend, forms));
  const plural = $(".plural", form);
  plural.hidden = !row.plural;
  $("p", plural).replaceChildren(...chips(row.plural, row.codes, legend));
  const place = $(".codes", form);
  place.hidden = !row.codes.length;
  place.replaceChildren(...row.codes.map((code) => el(
    "button", { type: "button", class: "code", title: legend[code.replace("/", "")] ?? legend[code] ?? t("Insert"), onclick: () => editor.field.insert(code) }, code,
  )));
  if (row.codes.length) place.append(el("kbd", {}, "Alt P"));
}

export function showAround({ form }, { before, after }) {
  for (const [row, name] of [[before, ".before"], [after, ".after"]]) {
    const place = $(`.around${name}`, form);
    place.replaceChildren();
    if (row) place.append(el("span", { lang: $(".own", form).lang }, row.source), el("span", {}, row.text || "—"));
  }
}

export function showSpecials(editor) {
  const special = JSON.parse(document.documentElement.dataset.specials)[editor.desk.locale] ?? [];
  $(".specials", editor.form).append(...special.map(([text, name]) => el(
    "button", { type: "button", title: SPECIALS[name], "aria-label": `${SPECIALS[name]} ${text}`, onclick: () => editor.field.insert(text) }, text.trim() ? text : "⍽",
  )));
}
