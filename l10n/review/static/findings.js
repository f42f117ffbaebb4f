// What the checks say of the text in hand.

import { $, el, t } from "./dom.js";

export function showFindings(editor, findings) {
  $(".findings", editor.form).replaceChildren(
    ...findings.map((one) => el("li", { class: one.severity },
      el("strong", { title: one.check }, t(one.check)), ` ${one.message} `, el("small", {}, one.hint),
      fixOf(editor, one))),
  );
}

// What certainly puts a finding right, in one press; as if typed, so that one can take it back.
function fixOf(editor, { fix, span, form }) {
  if (fix === null || !span) return null;
  const field = editor.fields[form ?? 0];
  const was = field.box.value;
  return el("button", {
    type: "button", class: "fix",
    onclick: () => {
      const { box } = field;
      if (box.value !== was) return; // the text has moved on: its own check comes
      const [start, end] = span.map((at) => [...was].slice(0, at).join("").length);
      box.focus();
      box.setSelectionRange(start, end);
      field.insert(fix);
    },
  }, `${t("Put right")}: ${fix.replace(/\u00a0/g, "⍽") || "∅"}`);
}
