// The whole page: the clock on top, people on the left, their screens in the middle, what happened on the right.

import { html, render, useEffect, useState } from "./vendor/preact.js";
import { act, colleagues, connect, look, say, show, state, useLive } from "./live.js";
import { Client, Presence } from "./client.js";
import { Panels } from "./panels.js";
import { Dialog, Face } from "./parts.js";
import { clockOf } from "./time.js";
import { Tour } from "./tour.js";

const LARGEST = 15_000_000; // bytes of a people file
const PARTS = [["people", "People"], ["client", "Screen"], ["panels", "What happened"]];

function Page() {
  useLive();
  const [touring, setTouring] = useState(false);
  const [bringing, setBringing] = useState(false);
  useEffect(() => dropped(setBringing), []);
  if (!state.now) return html`<main class="empty"><p role="status">The workspace wakes up.</p></main>`;
  const shown = state.looks.map((id) => colleagues().find((one) => one.id === id)).filter(Boolean);
  return html`<${Top} tour=${() => setTouring(true)} bring=${() => setBringing(true)} />
    <nav class="parts" aria-label="Parts of the page">
      ${PARTS.map(([name, words]) => html`<button type="button" aria-current=${state.part === name ? "true" : undefined} onClick=${() => show({ part: name })}>${words}</button>`)}
    </nav>
    <main class=${`page part-${state.part}`}>
      <${People} />
      <div class=${`clients ${shown.length > 1 ? "two" : ""}`}>${shown.map((one) => html`<${Client} key=${one.id} person=${one} />`)}</div>
      <${Panels} />
    </main>
    <${Notices} />
    ${touring && html`<${Tour} end=${() => setTouring(false)} />`}
    ${bringing && html`<${Bring} close=${() => setBringing(false)} />`}`;
}

function Top({ tour, bring }) {
  const { now, about } = state;
  const wind = (to) => () => act({ do: "wind", to });
  const later = (to, words) => html`<button type="button" aria-disabled=${Boolean(now.busy)} onClick=${now.busy ? undefined : wind(to)}>${words}</button>`;
  return html`<header class="top">
    <h1>Elevenses <small>in an emulated workspace</small></h1>
    <p class="clock" role="status"><time>${clockOf(now.at, about.zone)}</time> <small>${about.zone}</small>
      ${now.busy && html` <span class="busy">${now.busy}…</span>`}</p>
    <div class="winds" role="group" aria-label="Wind the clock">
      ${later("hour", "+1 hour")}${later("next", "Next thing")}${later("monday", "Next Monday")}${later("weeks", "+8 weeks")}
    </div>
    <div class="winds" role="group" aria-label="The demo">
      <button type="button" class="primary" onClick=${tour}>Guided tour</button>
      <button type="button" onClick=${bring}>Your people</button>
      <button type="button" onClick=${() => act({ do: "start_over" })}>Start over</button>
    </div>
  </header>`;
}

function People() {
  return html`<section class="people" aria-label="People">
    <h2>People</h2>
    <p class="hint">Act as anybody. <b>Beside</b> shows two at once.</p>
    <ul>
      ${colleagues().map((one) => html`<li class=${state.looks.includes(one.id) ? "shown" : ""}>
        <button type="button" class="who" aria-pressed=${state.looks[0] === one.id} onClick=${() => { look([one.id]); show({ part: "client" }); }}>
          <${Face} name=${one.name} /><span class="who-words"><span><b>${one.name}</b> <small>${one.title}</small></span><${Presence} person=${one} /></span>
        </button>
        ${state.looks[0] !== one.id && html`<button type="button" class="quiet" aria-pressed=${state.looks[1] === one.id} aria-label=${`Beside: ${one.name}`}
          onClick=${() => { look(state.looks[1] === one.id ? [state.looks[0]] : [state.looks[0], one.id]); show({ part: "client" }); }}>Beside</button>`}
      </li>`)}
    </ul>
  </section>`;
}

function Notices() {
  return html`<div class="notices">
    ${!state.online && html`<p class="notice" role="alert">The demo has stopped. Start it again with <code>uv run app.py demo</code>; this page comes back by itself.</p>`}
    ${state.now.bots === 0 && !state.now.busy && html`<p class="notice" role="status">The bot is down.
      <button type="button" onClick=${() => act({ do: "trouble", how: "start" })}>Start it again</button></p>`}
    ${state.wrong && html`<p class="notice" role="alert">${state.wrong} <button type="button" class="quiet" onClick=${() => say("")}>Close</button></p>`}
  </div>`;
}

function Bring({ close }) {
  return html`<${Dialog} title="Your own people" close=${close}>
    <p>A CSV with the columns name, zone, team and place, or the <code>users.json</code> of a Slack export. It stays on this machine. The workspace starts over with them.</p>
    <p><label for="people-file">File</label> <input id="people-file" type="file" accept=".csv,.json,.txt" onChange=${(event) => { send(event.currentTarget.files[0]); close(); }} /></p>
    <p class="hint">You may also drop it anywhere on the page.</p>
    <div class="dialog-end"><button type="button" onClick=${close}>Close</button></div>
  <//>`;
}

async function send(file) {
  if (!file) return;
  if (file.size > LARGEST) say(`${file.name} is too large for a list of people.`);
  else {
    try {
      act({ do: "bring", name: file.name, text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) });
    } catch {
      say(`${file.name} is not UTF-8. Save it as UTF-8, then try again.`);
    }
  }
}

function dropped(setBringing) {
  const over = (event) => event.preventDefault();
  const drop = (event) => {
    event.preventDefault();
    setBringing(false);
    send(event.dataTransfer.files[0]);
  };
  addEventListener("dragover", over);
  addEventListener("drop", drop);
  return () => {
    removeEventListener("dragover", over);
    removeEventListener("drop", drop);
  };
}

connect();
render(html`<${Page} />`, document.body);
