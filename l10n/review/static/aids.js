// What helps with one sentence: memory, alternatives, history, the source's context.

import { $, differences, el, moment, t } from "./dom.js";
import { SOURCE } from "./rows.js";

const ABOUT = {
  context: t("context"), "from the developers": t("from the developers"), "in the program": t("in the program"),
  marks: t("marks"), "in the document": t("in the document"), placeables: t("placeables"), "drafted by": t("drafted by"),
};
const STEPS = {
  draft: t("saved"), autosave: t("saved while typing"), approve: t("approved"), note: t("note"),
  reset: t("one step back"), replace: t("replaced"), undo: t("taken back"),
};

// Notes and approvals leave the text as it was.
const changes = (step) => step.difference.some(([what]) => what !== "same");

export class Aids {
  constructor(editor) {
    this.editor = editor;
    this.form = $(".aids", editor.form);
    this.choices = []; // what Alt 1 … Alt 9 put in
    this.matches = [];
    this.others = [];
    this.mine = null;
  }

  show(details) {
    this.fill(".previous", details.previous.length ? [el("span", { lang: SOURCE }, ...differences(details.previous))] : []);
    this.matches = details.matches.map((match) => ({
      text: match.text,
      about: [el("span", { class: "percent" }, `${match.percent} %`), el("span", { lang: SOURCE }, ...differences(match.difference))],
    }));
    this.showAbout(details.about);
    this.showHistory(details.history);
    this.showChoices(this.others);
  }

  fill(section, pieces) {
    const place = $(section, this.form);
    $("p", place).replaceChildren(...pieces);
    place.hidden = !pieces.length;
  }

  keep(texts) {
    this.mine = texts;
    this.showChoices(this.others);
  }

  showChoices(others) {
    const { row, field } = this.editor;
    this.others = others;
    const shown = others.filter((text) => text !== row.text || text !== field.box.value);
    if (this.mine) shown.unshift(...this.mine);
    this.choices = [];
    // Matches come first: their numbers stay when the model's alternatives arrive.
    this.list(".matches", this.matches);
    this.list(".alternatives", shown.length > 1 || this.mine ? shown.map((text) => ({ text, about: [] })) : []);
  }

  list(section, choices) {
    const place = $(section, this.form);
    place.hidden = !choices.length;
    $("ol", place).replaceChildren(
      ...choices.map(({ text, about }) => {
        this.choices.push(text);
        const number = this.choices.length;
        const button = el(
          "button", { type: "button", class: "choice", onclick: () => this.editor.use(text) },
          number < 10 ? el("kbd", {}, String(number)) : null, ` ${text}`,
        );
        return el("li", {}, button, about.length ? el("p", { class: "about" }, ...about) : null);
      }),
    );
  }

  // Context, developers' comments, places in the program, what each placeable stands for.
  showAbout(about) {
    const place = $(".about-source", this.form);
    place.hidden = !about.length;
    $("dl", place).replaceChildren(
      ...about.flatMap(([name, text]) => [el("dt", {}, ABOUT[name]), el("dd", {}, text)]),
    );
  }

  showHistory(steps) {
    const place = $(".history", this.form);
    place.hidden = !steps.length;
    $("ol", place).replaceChildren(
      ...steps.map((step) => el("li", {},
        el("p", { class: "about" }, [step.who, moment(step.when), STEPS[step.what]].filter(Boolean).join(" · ")),
        changes(step) ? el("p", {}, ...differences(step.difference)) : null,
        step.before && changes(step) ? el("button", { type: "button", class: "choice", onclick: () => this.editor.use(step.before) }, `${t("Restore")}: ${step.before}`) : null,
      )),
    );
  }
}
