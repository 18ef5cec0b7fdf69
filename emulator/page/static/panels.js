// What happened: due and done, who was matched and why, what was asked of Slack, and what goes wrong on purpose.

import { html, useState } from "./vendor/preact.js";
import { act, colleagues, nameOf, screenOf, show, state } from "./live.js";
import { Mrkdwn } from "./mrkdwn.js";
import { Ties } from "./ties.js";
import { clockOf, timeOf } from "./time.js";

const TABS = [
  ["happened", "Happened", Happened],
  ["matched", "Matched", Matched],
  ["sent", "Sent", Sent],
  ["calls", "API calls", Calls],
  ["ties", "Ties", Ties],
  ["trouble", "Break it", Trouble],
];

export function Panels() {
  const [, , Shown] = TABS.find(([name]) => name === state.tab);
  const turn = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const place = TABS.findIndex(([name]) => name === state.tab);
    const [next] = TABS[(place + step + TABS.length) % TABS.length];
    show({ tab: next });
    document.getElementById(`tab-${next}`).focus();
  };
  return html`<section class="panels" aria-label="What happened">
    <div class="tabs" role="tablist" aria-label="What happened" onKeyDown=${turn}>
      ${TABS.map(([name, words]) => html`<button type="button" role="tab" id=${`tab-${name}`} aria-selected=${name === state.tab}
        aria-controls="panel" tabindex=${name === state.tab ? 0 : -1} onClick=${() => show({ tab: name })}>${words}</button>`)}
    </div>
    <div class="panel" role="tabpanel" id="panel" tabindex="0" aria-labelledby=${`tab-${state.tab}`}><${Shown} /></div>
  </section>`;
}

const zone = () => state.about.zone;
const Line = ({ at, children }) => html`<li><time>${clockOf(at, zone())}</time><span>${children}</span></li>`;

function Happened() {
  const { ahead, happened } = state;
  return html`<h2>Due next</h2>
    ${state.now.bots === 0 && html`<p class="hint">The bot is down; this is what it last knew.</p>`}
    <ul class="log">
      ${ahead.length === 0 && html`<li class="empty">Nothing is waiting.</li>`}
      ${ahead.slice(0, 8).map((one) => html`<${Line} at=${one.at}><${Mrkdwn} text=${one.what} tz=${zone()} /><//>`)}
      ${ahead.length > 8 && html`<li class="hint">and ${ahead.length - 8} more</li>`}
    </ul>
    <h2>Done</h2>
    <ol class="log">
      ${[...happened].reverse().map((one) => html`<${Line} at=${one.at}><${Mrkdwn} text=${one.what} tz=${zone()} /><//>`)}
    </ol>`;
}

function Matched() {
  const mine = state.matches.filter((one) => one.people.some((id) => state.looks.includes(id)));
  return html`<h2>Why these people</h2>
    <p class="hint">Whoever is on screen. The reason is the one they were told.</p>
    <ul class="log">
      ${mine.length === 0 && html`<li class="empty">No introduction yet. Wind the clock to Monday.</li>`}
      ${[...mine].reverse().map((one) => html`<${Line} at=${one.at}><b>${one.people.map(nameOf).join(" & ")}</b>: ${one.why}<//>`)}
    </ul>`;
}

function Sent() {
  const kinds = { channel: "in a channel", im: "as a DM", mpim: "in a group DM" };
  return state.looks.map((id) => {
    const sent = screenOf(id)?.sent;
    if (!sent) return null;
    const own = sent.messages.filter((one) => one.kind !== "channel").length;
    return html`<h2>To ${nameOf(id)} this week</h2>
      <p>${own === 1 ? "1 message" : `${own} messages`} from ${state.about.app} since ${clockOf(sent.since, zone())}, besides what was asked for.</p>
      <ul class="log">
        ${sent.messages.map((one) => html`<${Line} at=${one.at}>${kinds[one.kind]}: <${Mrkdwn} text=${one.text} tz=${zone()} /><//>`)}
      </ul>`;
  });
}

function Calls() {
  const [words, setWords] = useState("");
  const [history, setHistory] = useState(false);
  const { count, history: read, latest } = state.calls;
  const reading = (one) => /\.(history|replies)$/.test(one.method);
  const found = latest.filter((one) => (!history || reading(one)) && one.method.includes(words));
  return html`<h2>What the bot asked of Slack</h2>
    <p><b>History methods called: ${read}</b> of ${count} calls.</p>
    <div class="filter">
      <label for="calls-words">Method</label>
      <input id="calls-words" type="search" value=${words} onInput=${(event) => setWords(event.currentTarget.value)} />
      <label class="box"><input type="checkbox" checked=${history} onChange=${(event) => setHistory(event.currentTarget.checked)} /> history methods only</label>
    </div>
    <ol class="log">
      ${found.length === 0 && html`<li class="empty">None.</li>`}
      ${[...found].reverse().map((one) => html`<${Line} at=${one.at}><code>${one.method}</code> ${one.ok ? "done" : html`<em>${one.error.replaceAll("_", " ")}${one.taken ? ", yet taken" : ""}</em>`}<//>`)}
    </ol>`;
}

function Trouble() {
  const { bots, slow } = state.now;
  const go = (how) => () => act({ do: "trouble", how });
  const row = (how, words, told, extra = {}) => html`<li>
    <button type="button" onClick=${go(how)} aria-pressed=${extra.pressed} disabled=${extra.off}>${words}</button><span class="hint">${told}</span>
  </li>`;
  return html`<h2>Let something fail</h2>
    <p class="hint">Then wind the clock, or press something, and watch the account below.</p>
    <ul class="troubles">
      ${row("slow", "Slack is slow", "Every call takes a while.", { pressed: slow })}
      ${row("refused", "Slack answers 429", "The next five posts are told to wait half a minute.")}
      ${row("dropped", "The connection drops", "The next two posts are taken, and the answer is lost.")}
      ${row("kill_at_post", "Kill the bot at its next post", "It dies while messages are under way.", { off: bots === 0 })}
      ${bots ? row("kill", "Kill the bot", "At once, without a goodbye.") : row("start", "Start the bot", "It finds its memory as it was.")}
      ${row("two", "Two bots at once", "They share one memory.", { pressed: bots > 1, off: bots === 0 })}
      ${row("calm", "All is well again", "Forgets every trouble planned here.")}
    </ul>
    <${Account} />`;
}

function Account() {
  const of = state.account;
  if (!of) return html`<h2>The account</h2><p role="status">Counted as soon as the bot is up.</p>`;
  const troubled = of.unconfirmed + of.failed;
  return html`<h2>The account</h2>
    <p role="status"><b>Sent twice: ${of.twice}. Lost: ${of.lost}.</b></p>
    <ul class="plain">
      <li>${of.owed} messages owed, ${of.arrived} arrived, ${of.waiting} waiting.</li>
      ${troubled > 0 && html`<li>${of.unconfirmed} may have arrived and ${of.failed} failed: ${nameOf(colleagues()[0].id)} is told with <code>/elevenses posts</code>. Nothing uncertain is sent again by itself.</li>`}
    </ul>
    <p class="hint">Bots running: ${state.now.bots}. Now ${timeOf(state.now.at, zone())}.</p>`;
}
