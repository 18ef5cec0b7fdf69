// Small parts that several others need.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { Text } from "./mrkdwn.js";

let numbers = 0;

/** An id of this element's own. */
export function useId(prefix) {
  const ref = useRef(null);
  if (ref.current === null) ref.current = `${prefix}-${(numbers += 1)}`;
  return ref.current;
}

/** Gives its child something to do on a click; asks first where there is something to `ask`. */
export function Confirmed({ ask, then, tz, children }) {
  const [asking, setAsking] = useState(false);
  const yes = () => {
    setAsking(false);
    then();
  };
  return html`${children(ask ? () => setAsking(true) : then)}
    ${asking &&
    html`<${Dialog} title=${ask.title.text} close=${() => setAsking(false)}>
      <div class="block"><${Text} of=${ask.text} tz=${tz} /></div>
      <div class="dialog-end">
        <button type="button" onClick=${() => setAsking(false)}>${ask.deny.text}</button>
        <button type="button" class=${ask.style === "danger" ? "danger" : "primary"} onClick=${yes}>${ask.confirm.text}</button>
      </div>
    <//>`}`;
}

/** A window of the page itself, over everything. */
export function Dialog({ title, close, children }) {
  const ref = useRef(null);
  const id = useId("dialog");
  useEffect(() => {
    ref.current.showModal();
  }, []);
  return html`<dialog ref=${ref} aria-labelledby=${id} onClose=${close}>
    <h2 id=${id}>${title}</h2>
    ${children}
  </dialog>`;
}

/** A coloured circle with initials; each person has one colour, always the same. */
export function Face({ name, app }) {
  const initials = [...name.replace(/[^\p{L}\p{N} ]/gu, "").trim()].slice(0, 2).join("") || "?";
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 8, 7);
  return html`<span class=${`face ${app ? "app" : `hue-${hue}`}`} aria-hidden="true">${initials}</span>`;
}
