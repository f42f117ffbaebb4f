// What words are called: the glossary, the dictionary, and what the model was told.

import { post } from "./api.js";
import { $, complain, el, t } from "./dom.js";
import { SOURCE } from "./rows.js";

const BY = { glossary: t("glossary"), learned: t("approved sentences"), dictionary: t("dictionary") };

export class Terms {
  constructor(editor) {
    this.editor = editor;
    this.form = $(".aids", editor.form);
    $(".add-term", this.form).addEventListener("click", () => this.add());
  }

  show({ terms, dictionary }) {
    this.terms = terms;
    this.showTerms(null);
    this.list(".dictionary", dictionary.map(([word, texts]) => [word, texts.map((text) => this.button(text, text, { class: "word" }))]));
  }

  // What the model says comes later: the terms' forms in this sentence, and what it was told.
  showModel({ told, forms }) {
    this.showTerms(forms);
    this.list(".told", told.map((one) => [one.words, [el("span", { lang: this.editor.field.box.lang }, one.base), el("small", {}, ` ${BY[one.by]}`)]]));
  }

  // forms: by base form, the one that fits into this sentence; null: not known yet.
  showTerms(forms) {
    const place = $(".terms", this.form);
    $("dl", place).replaceChildren(...(this.terms ?? []).flatMap((term) => [
      el("dt", { lang: SOURCE }, term.source),
      el("dd", { class: term.rule },
        ...term.targets.flatMap((base) => this.target(base, term.rule === "use" ? forms : null, term.rule)),
        term.note ? el("small", {}, ` ${term.note}`) : null),
    ]));
  }

  target(base, forms, rule) {
    if (rule === "forbid") return [el("s", {}, base)];
    const form = forms?.[base] ?? base;
    const button = this.button(form, form, { class: "choice", title: form === base ? t("Insert") : `${base}: ${t("as the model inflects it here")}` });
    return forms && form === base ? [button, el("small", { class: "base" }, t("base form"))] : [button];
  }

  button(name, text, properties) {
    return el("button", { type: "button", title: t("Insert"), ...properties, onclick: () => this.insert(text) }, name);
  }

  // At the beginning of a sentence with a capital, as in the source.
  insert(text) {
    const { field, row } = this.editor;
    const first = field.box.selectionStart === 0 && /^\p{Lu}/u.test(row.source);
    field.insert(first ? text[0].toUpperCase() + text.slice(1) : text);
  }

  list(section, entries) {
    const place = $(section, this.form);
    place.hidden = !entries.length;
    $("dl", place).replaceChildren(...entries.flatMap(([word, what]) => [el("dt", { lang: SOURCE }, word), el("dd", {}, ...what)]));
  }

  // What is selected in the source or the translation is what a new term will most likely be.
  takeSelection() {
    const { editor } = this;
    const { box } = editor.field;
    const target = box.value.slice(box.selectionStart, box.selectionEnd).trim();
    if (target && document.activeElement === box) $(".term-target", this.form).value = target;
    const selection = document.getSelection();
    const source = String(selection).trim();
    if (source && $(".own", editor.form).contains(selection.anchorNode)) $(".term-source", this.form).value = source;
  }

  async add() {
    const [source, target] = [".term-source", ".term-target"].map((name) => $(name, this.form));
    try {
      await post("term", this.editor.where({ source: source.value, target: target.value }));
      source.value = target.value = "";
      await this.editor.load();
    } catch (error) {
      complain(error);
    }
  }
}
