// The blocks of a message, a modal or Home.

import { html, useState } from "./vendor/preact.js";
import { act } from "./live.js";
import { Field, KNOWN } from "./fields.js";
import { Mrkdwn, Plain, RichText, Text, Unknown } from "./mrkdwn.js";
import { Confirmed } from "./parts.js";

/** All blocks of a place; `where` is {me, tz, place, values, errors}. */
export function Blocks({ blocks, where }) {
  return blocks.map((block) => html`<${Block} key=${block.block_id} block=${block} where=${where} />`);
}

function Block({ block, where }) {
  const { tz } = where;
  switch (block.type) {
    case "section":
      return html`<${Section} block=${block} where=${where} />`;
    case "header":
      return html`<p class="block heading" role="heading" aria-level="4"><${Plain} text=${block.text.text} /></p>`;
    case "divider":
      return html`<hr />`;
    case "context":
      return html`<div class="block context">
        ${block.elements.map((one) => (one.type === "image" ? html`<${Picture} one=${one} />` : html`<${Text} of=${one} tz=${tz} />`))}
      </div>`;
    case "actions":
      return html`<div class="block actions">
        ${block.elements.map((one) => html`<${Element} key=${one.action_id} one=${one} block=${block} where=${where} />`)}
      </div>`;
    case "image":
      return html`<figure class="block"><${Picture} one=${block} />
        ${block.title && html`<figcaption><${Plain} text=${block.title.text} /></figcaption>`}</figure>`;
    case "input":
      return html`<${Field} block=${block} element=${block.element} where=${where} />`;
    case "rich_text":
      return html`<div class="block"><${RichText} block=${block} tz=${tz} /></div>`;
    case "markdown":
      return html`<div class="block"><${Mrkdwn} text=${block.text} tz=${tz} /></div>`;
    case "table":
      return html`<${Table} block=${block} tz=${tz} />`;
    case "video":
      return html`<div class="block picture">Film: ${block.title.text} (${block.alt_text})</div>`;
    default:
      return html`<${Unknown} kind="block" one=${block} />`;
  }
}

function Section({ block, where }) {
  const { tz } = where;
  return html`<div class="block section">
    <div class="section-words">
      <${Text} of=${block.text} tz=${tz} />
      ${block.fields &&
      html`<div class="section-fields">
        ${block.fields.map((one) => html`<div><${Text} of=${one} tz=${tz} /></div>`)}
      </div>`}
    </div>
    ${block.accessory && html`<${Element} one=${block.accessory} block=${block} where=${where} />`}
  </div>`;
}

function Element({ one, block, where }) {
  if (one.type === "button") return html`<${Button} one=${one} block=${block} where=${where} />`;
  if (one.type === "overflow") return html`<${Overflow} one=${one} block=${block} where=${where} />`;
  if (one.type === "image") return html`<${Picture} one=${one} />`;
  if (KNOWN.has(one.type)) return html`<${Field} block=${block} element=${one} where=${where} />`;
  return html`<${Unknown} kind="element" one=${one} />`;
}

function Button({ one, block, where }) {
  const press = () => act({ do: "press", me: where.me, place: where.place, block: block.block_id, action: one.action_id });
  return html`<${Confirmed} ask=${one.confirm} then=${press} tz=${where.tz}>
    ${(click) => html`<button type="button" class=${`bot-button ${one.style ?? ""}`} aria-label=${one.accessibility_label} onClick=${click}>
      ${one.text.text}${one.url ? html` <span aria-hidden="true">↗</span>` : ""}
    </button>`}
  <//>`;
}

function Overflow({ one, block, where }) {
  const [shown, setShown] = useState(false);
  const choose = (option) => {
    setShown(false);
    act({ do: "put", me: where.me, place: where.place, block: block.block_id, action: one.action_id, value: option.value });
  };
  const keys = (event) => {
    if (event.key === "Escape") setShown(false);
  };
  return html`<div class="overflow" onKeyDown=${keys}>
    <button type="button" class="bot-button" aria-label="More" aria-expanded=${shown} onClick=${() => setShown(!shown)}>⋯</button>
    ${shown &&
    html`<ul class="menu">
      ${one.options.map((option) => html`<li><${Confirmed} ask=${one.confirm} then=${() => choose(option)} tz=${where.tz}>
        ${(click) => html`<button type="button" onClick=${click}>${option.text.text}</button>`}
      <//></li>`)}
    </ul>`}
  </div>`;
}

/** Pictures are named, not loaded: no request leaves this machine. */
function Picture({ one }) {
  return html`<span class="picture" role="img" aria-label=${one.alt_text} title=${one.image_url}>▧ ${one.alt_text}</span>`;
}

function Table({ block, tz }) {
  const cell = (one) => (one.type === "raw_text" ? html`<${Plain} text=${one.text} />` : html`<${RichText} block=${one} tz=${tz} />`);
  const [head, ...rows] = block.rows;
  return html`<div class="block scroll" tabindex="0" role="region" aria-label="Table">
    <table>
      <thead><tr>${head.map((one) => html`<th scope="col">${cell(one)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((one) => html`<td>${cell(one)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}
