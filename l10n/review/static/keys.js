// The keyboard. Letters are told by the key's place (event.code): they work in every layout.

import { $ } from "./dom.js";

export function listen(actions) {
  const act = (event, action, ...given) => {
    event.preventDefault();
    action(...given);
  };
  document.addEventListener("keydown", (event) => {
    if ($("dialog[open]") || event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    const typing = event.target.matches("input, textarea, select");
    if (command && event.key === "Enter") act(event, actions.approve);
    else if (command && event.code === "KeyS") act(event, actions.save);
    else if (event.altKey && event.key === "ArrowDown") act(event, actions.move, 1);
    else if (event.altKey && event.key === "ArrowUp") act(event, actions.move, -1);
    else if (event.altKey && event.code === "KeyU") act(event, actions.undo);
    else if (event.altKey && event.code === "KeyN") act(event, actions.note);
    else if (event.altKey && event.code === "KeyA") act(event, actions.show);
    else if (event.altKey && event.code === "KeyC") act(event, actions.copy);
    else if (event.altKey && event.code === "KeyP") act(event, actions.placeable);
    else if (event.altKey && event.code === "KeyG") act(event, actions.goto);
    else if (event.altKey && event.code === "KeyJ") act(event, actions.jump, "todo");
    else if (event.altKey && event.code === "KeyF") act(event, actions.jump, "findings");
    else if (event.altKey && event.code === "KeyX") act(event, actions.select);
    else if (event.altKey && event.code === "KeyR") act(event, actions.replace);
    else if (event.altKey && /^Digit[1-9]$/.test(event.code)) act(event, actions.choice, Number(event.code[5]) - 1);
    else if (event.key === "Escape") act(event, actions.leave);
    else if (event.key === "Enter" && event.target.matches(".note")) act(event, actions.addNote, event.target);
    else if (typing || command || event.altKey) return;
    else if (event.key === "?") act(event, () => $("#shortcuts").showModal());
    else if (event.key === "/") act(event, actions.search);
    else if (event.code === "KeyJ") act(event, actions.move, 1);
    else if (event.code === "KeyK") act(event, actions.move, -1);
  });
}
