// A small client for one person: their conversations, what is said there, Home, and the modal on top.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { act, nameOf, open, screenOf, state } from "./live.js";
import { Blocks } from "./blocks.js";
import { Mrkdwn, Text } from "./mrkdwn.js";
import { Face, useId } from "./parts.js";
import { cityOf, dayOf, timeOf, works } from "./time.js";

const seen = {}; // what each person has looked at: person -> conversation -> the newest message

export function Client({ person }) {
  const screen = screenOf(person.id);
  const id = useId("client");
  const touched = useRef(null);
  if (!screen) return html`<section class="client" aria-busy="true" aria-label=${`${person.name}'s screen`}><p class="empty">One moment.</p></section>`;
  const places = placesOf(screen);
  const chosen = places.find((one) => one.id === state.open[person.id]) ?? places[1];
  const modal = screen.modals.at(-1);
  return html`<section class="client" aria-labelledby=${id} data-person=${person.name}>
    <header class="client-head">
      <${Face} name=${person.name} />
      <h2 id=${id}>${person.name}</h2>
      <${Presence} person=${person} />
      ${person.admin && html`<span class="tag">admin</span>`}
    </header>
    <div class="client-body" inert=${Boolean(modal)} onfocusin=${(event) => { touched.current = event.target; }}>
      <${Places} person=${person} places=${places} chosen=${chosen} screen=${screen} />
      ${chosen.kind === "home" ? html`<${Home} person=${person} screen=${screen} />` : html`<${Conversation} key=${chosen.id} person=${person} place=${chosen} screen=${screen} />`}
    </div>
    ${modal && html`<${Modal} key=${modal.id} person=${person} view=${modal} depth=${screen.modals.length} back=${touched} />`}
  </section>`;
}

export function Presence({ person }) {
  const on = works(state.now.at, person.tz);
  return html`<span class="presence">
    <span class=${`dot ${on ? "on" : ""}`} aria-hidden="true"></span>${on ? "at work" : "off"}, ${timeOf(state.now.at, person.tz)} ${cityOf(person.tz)}
  </span>`;
}

function placesOf(screen) {
  const app = state.about.app;
  const others = screen.places.filter((one) => one.id !== screen.bot_dm);
  const channels = others.filter((one) => one.kind === "channel").map((one) => ({ ...one, words: `#${one.name}` }));
  const groups = others.filter((one) => one.kind === "mpim").map((one) => ({ ...one, words: one.others.map(nameOf).join(", ") }));
  const dm = { id: screen.bot_dm, kind: "im", words: app, others: [] };
  return [{ id: "home", kind: "home", words: `${app}: Home` }, ...channels, dm, ...groups.reverse()];
}

function Places({ person, places, chosen, screen }) {
  const mine = (seen[person.id] ??= {});
  return html`<nav class="places" aria-label=${`${person.name}'s conversations`}>
    <ul>
      ${places.map((one) => {
        const newest = screen.messages[one.id]?.at(-1)?.ts;
        if (one === chosen) mine[one.id] = newest;
        const fresh = newest && mine[one.id] !== newest;
        return html`<li><button type="button" class="place" aria-current=${one === chosen ? "page" : undefined} onClick=${() => open(person.id, one.id)}>
          <span>${one.words}</span>${fresh && html`<span class="new">new</span>`}
        </button></li>`;
      })}
    </ul>
  </nav>`;
}

function Conversation({ person, place, screen }) {
  const messages = screen.messages[place.id] ?? [];
  const ref = useRef(null);
  useLayoutEffect(() => {
    ref.current.scrollTop = ref.current.scrollHeight;
  }, [messages.length]);
  let day = "";
  return html`<div class="conversation">
    <h3>${place.words}</h3>
    <ol class="messages" ref=${ref} tabindex="0" aria-label=${`Messages in ${place.words}`} aria-live="polite">
      ${messages.length === 0 && html`<li class="empty">Nothing here yet.</li>`}
      ${messages.map((one) => {
        const its = dayOf(Number(one.ts), person.tz);
        const first = its !== day;
        day = its;
        return html`${first && html`<li key=${`day-${one.ts}`} class="day">${its}</li>`}<${Message} key=${one.ts} one=${one} person=${person} />`;
      })}
    </ol>
    ${place.kind === "im" && state.about.read_only
      ? html`<p class="hint closed">Messages to ${state.about.app} are turned off. Type commands in a channel.</p>`
      : html`<${Composer} person=${person} place=${place} />`}
  </div>`;
}

function Message({ one, person }) {
  const app = one.author === state.about.bot;
  const where = { me: person.id, tz: person.tz, place: { channel: one.channel, ts: one.ts }, values: one.values };
  const shortcuts = state.about.shortcuts.filter((each) => each.type === "message");
  return html`<li class=${`message ${one.only ? "only" : ""} ${one.thread ? "thread" : ""}`}>
    <${Face} name=${nameOf(one.author)} app=${app} />
    <div class="message-body">
      <p class="message-head"><b>${nameOf(one.author)}</b> ${app && html`<span class="tag">app</span> `}
        <time>${timeOf(Number(one.ts), person.tz)}</time>
        ${one.thread && html`<span class="hint">in a thread</span>`}
        ${one.only && html`<span class="hint">Only you see this</span>`}</p>
      ${one.blocks.length ? html`<${Blocks} blocks=${one.blocks} where=${where} />` : one.text && html`<div class="block"><${Mrkdwn} text=${one.text} tz=${person.tz} /></div>`}
      ${one.attachments.map((each) => html`<div class="attachment">
        ${each.blocks ? html`<${Blocks} blocks=${each.blocks} where=${where} />` : html`<${Mrkdwn} text=${each.text ?? each.fallback ?? ""} tz=${person.tz} />`}
      </div>`)}
      ${one.files.map((file) => html`<p class="attachment"><a href=${`/files/${file.id}`} download>${file.title}</a> <span class="hint">${sizeOf(file.size)}</span></p>`)}
      ${one.edited && html`<small class="hint">(edited)</small>`}
      ${shortcuts.map((each) => html`<button type="button" class="quiet" onClick=${() => act({ do: "shortcut", me: person.id, name: each.name, message: where.place })}>${each.name}</button>`)}
    </div>
  </li>`;
}

function sizeOf(bytes) {
  return bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
}

function Home({ person, screen }) {
  useEffect(() => {
    if (screen.home === null) act({ do: "home", me: person.id });
  }, []);
  const where = screen.home && { me: person.id, tz: person.tz, place: { view: screen.home.id }, values: screen.home.values };
  return html`<div class="conversation">
    <h3>${state.about.app}: Home</h3>
    <div class="home" tabindex="0" role="region" aria-label="Home">
      ${screen.home ? html`<${Blocks} blocks=${screen.home.blocks} where=${where} />` : html`<p class="empty">Nothing here yet.</p>`}
    </div>
  </div>`;
}

/** The modal on top; the focus goes into it, and back to where it was. */
function Modal({ person, view, depth, back }) {
  const ref = useRef(null);
  const id = useId("modal");
  useEffect(() => {
    (ref.current.querySelector(".modal-body :is(input, select, textarea, button)") ?? ref.current).focus();
    return () => back.current?.isConnected && back.current.focus();
  }, []);
  useEffect(() => {
    if (Object.keys(view.errors).length) ref.current.querySelector("[aria-invalid]")?.focus();
  }, [JSON.stringify(view.errors)]);
  const where = { me: person.id, tz: person.tz, place: { view: view.id }, values: view.values, errors: view.errors };
  const close = () => act({ do: "close", me: person.id, view: view.id });
  const submit = () => act({ do: "submit", me: person.id, view: view.id });
  const keys = (event) => {
    if (event.key === "Escape") close();
  };
  return html`<div class="shade">
    <div class="modal" role="dialog" aria-labelledby=${id} ref=${ref} tabindex="-1" onKeyDown=${keys}>
      <h3 id=${id}>${depth > 1 && html`<span class="hint">${depth} · </span>`}${view.title}</h3>
      <div class="modal-body" tabindex="0" role="group" aria-label="Form">
        ${view.notice && html`<p class="error" role="alert">${view.notice}</p>`}
        <${Blocks} blocks=${view.blocks} where=${where} />
      </div>
      <div class="dialog-end">
        <button type="button" onClick=${close}>${view.close?.text ?? (depth > 1 ? "Back" : "Close")}</button>
        ${view.submit && html`<button type="button" class="primary" onClick=${submit}><${Text} of=${view.submit} /></button>`}
      </div>
    </div>
  </div>`;
}

/** Where people type; it completes slash commands and what may follow them. */
function Composer({ person, place }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [shut, setShut] = useState(false);
  const ref = useRef(null);
  const id = useId("composer");
  const offers = shut ? [] : offersFor(text);
  const chosen = Math.min(at, offers.length - 1);
  const send = () => {
    if (!text.trim()) return;
    act({ do: "write", me: person.id, channel: place.id, text });
    setText("");
  };
  const take = (offer) => {
    setText(offer.text);
    setAt(0);
    setShut(!offer.more);
    ref.current.focus();
  };
  const keys = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (offers.length && step) setAt((chosen + step + offers.length) % offers.length);
    else if (offers.length && (event.key === "Tab" || (event.key === "Enter" && offers[chosen].text.trim() !== text.trim()))) take(offers[chosen]);
    else if (event.key === "Enter") send();
    else if (event.key === "Escape") setShut(true);
    else return;
    event.preventDefault();
  };
  const write = (event) => {
    setText(event.currentTarget.value);
    setAt(0);
    setShut(false);
  };
  return html`<div class="composer">
    <${Shortcuts} person=${person} start=${(words) => take({ text: words, more: true })} />
    <div class="composer-box">
      ${offers.length > 0 && html`<ul class="offers" role="listbox" id=${`${id}-offers`} aria-label="Commands">
        ${offers.map((one, number) => html`<li role="option" id=${`${id}-${number}`} aria-selected=${number === chosen} onMouseDown=${(event) => { event.preventDefault(); take(one); }}>
          <b>${one.text}</b> <span>${one.told}</span>
        </li>`)}
      </ul>`}
      <input ref=${ref} type="text" autocomplete="off" value=${text} onInput=${write} onKeyDown=${keys} role="combobox"
        aria-label=${`Message ${place.words} as ${person.name}`} aria-expanded=${offers.length > 0} aria-controls=${`${id}-offers`} aria-autocomplete="list"
        aria-activedescendant=${offers.length ? `${id}-${chosen}` : undefined} placeholder="Write, or type / for a command" />
    </div>
    <button type="button" class="primary" onClick=${send} disabled=${!text.trim()}>Send</button>
  </div>`;
}

/** The commands that begin so; after a whole command, the words its hint names. */
function offersFor(text) {
  if (!text.startsWith("/")) return [];
  const [word, ...rest] = text.split(" ");
  const commands = state.about.commands;
  if (!rest.length) return commands.filter((one) => one.command.startsWith(word)).map((one) => ({ text: `${one.command} `, told: one.description, more: true }));
  const command = commands.find((one) => one.command === word);
  const hints = (command?.usage_hint ?? "").replaceAll(/[[\]]/g, "").split("|").map((one) => one.trim()).filter(Boolean);
  const begun = rest.join(" ");
  return hints.filter((one) => one.startsWith(begun)).map((one) => ({ text: `${word} ${one}`, told: "", more: false }));
}

function Shortcuts({ person, start }) {
  const [shown, setShown] = useState(false);
  const shortcuts = state.about.shortcuts.filter((one) => one.type === "global");
  const leave = (event) => {
    if (event.key === "Escape") setShown(false);
  };
  const choose = (then) => () => {
    setShown(false);
    then();
  };
  return html`<div class="overflow" onKeyDown=${leave}>
    <button type="button" aria-label="Shortcuts" aria-expanded=${shown} onClick=${() => setShown(!shown)}>+</button>
    ${shown && html`<ul class="menu up">
      ${shortcuts.map((one) => html`<li><button type="button" onClick=${choose(() => act({ do: "shortcut", me: person.id, name: one.name }))}>${one.name}</button></li>`)}
      ${state.about.commands.map((one) => html`<li><button type="button" onClick=${choose(() => start(`${one.command} `))}>${one.command}</button></li>`)}
    </ul>`}
  </div>`;
}
