// What the server last told, and how to ask it for something. The server remembers; this page only shows.

import { useEffect, useReducer } from "./vendor/preact.js";

const WAIT = 200; // ms of quiet before what is typed is sent

export const state = { online: false, wrong: "", run: 0, looks: remembered(), open: {}, tab: "happened", part: "client" };

const listeners = new Set();
const pending = new Map();
let socket;
let timer;

export function changed() {
  for (const listener of listeners) listener();
}

/** Draw again whenever something changes. */
export function useLive() {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    listeners.add(again);
    return () => listeners.delete(again);
  }, []);
  return state;
}

/** Ask for one thing, after all that has been typed. */
export function act(message) {
  state.wrong = "";
  flush();
  send(message);
  changed();
}

/** Ask for one thing when the typing pauses; a later one under the same key replaces it. */
export function typed(key, message) {
  pending.set(key, message);
  clearTimeout(timer);
  timer = setTimeout(flush, WAIT);
}

export function say(wrong) {
  state.wrong = wrong;
  changed();
}

/** Show one person's screen, or two side by side. */
export function look(people) {
  state.looks = people;
  sessionStorage.setItem("looks", JSON.stringify(people));
  send({ do: "look", at: people });
  changed();
}

export function open(person, place) {
  state.open = { ...state.open, [person]: place };
  if (place === "home") act({ do: "home", me: person });
  changed();
}

export function show(values) {
  Object.assign(state, values);
  changed();
}

/** Wait until something is so, and give what it found; twenty seconds by default. */
export function until(found, { seconds = 20 } = {}) {
  return new Promise((resolve, reject) => {
    const over = setTimeout(() => end(reject, new Error("It takes too long.")), seconds * 1000);
    const check = () => {
      const value = listeners.has(told) && found();
      if (value) end(resolve, value);
    };
    const told = () => {
      check();
      setTimeout(check); // what is told is drawn a moment later
    };
    const end = (settle, value) => {
      clearTimeout(over);
      listeners.delete(told);
      settle(value);
    };
    listeners.add(told);
    told();
  });
}

export const screenOf = (person) => state[`screen:${person}`];
export const colleagues = () => (state.people ?? []).filter((one) => one.colleague);
export const nameOf = (id) => state.people?.find((one) => one.id === id)?.name ?? state.channels?.[id] ?? id;

export function connect() {
  socket = new WebSocket(`ws://${location.host}/live`);
  socket.onopen = () => send({ do: "look", at: state.looks });
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = () => {
    show({ online: false });
    setTimeout(connect, 1000);
  };
}

function take(news) {
  if (news.run && state.run && news.run !== state.run) state.open = {};
  Object.assign(state, news, { online: true });
  const known = new Set(colleagues().map((one) => one.id));
  const kept = state.looks.filter((id) => known.has(id));
  if (kept.length === 0 && known.size) look([colleagues()[1].id]);
  else if (kept.length < state.looks.length) look(kept);
  changed();
}

function flush() {
  clearTimeout(timer);
  for (const message of pending.values()) send(message);
  pending.clear();
}

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  else if (message.do !== "look") state.wrong = "The demo is not running. Start it again in the terminal.";
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem("looks")) ?? [];
  } catch {
    return [];
  }
}
