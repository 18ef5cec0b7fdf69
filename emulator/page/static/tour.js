// The guided tour: a minute, in which each step does something real. It can be left at any time.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { act, colleagues, look, nameOf, open, screenOf, show, state, until } from "./live.js";

const settled = () => !state.now.busy;
const me = () => colleagues()[1];
const newest = (person, place) => screenOf(person)?.messages[place]?.at(-1);
const count = (person, place) => screenOf(person)?.messages[place]?.length ?? 0;
const coffee = () => Object.entries(state.channels).find(([, name]) => name === "coffee")[0];
const meetingOf = (person) => screenOf(person)?.places.find((one) => one.kind === "mpim");

/** Show these people, and for each of them a conversation. */
async function bring(people, place) {
  look(people);
  show({ part: "client" });
  await until(() => people.every((id) => screenOf(id)));
  for (const id of people) open(id, await until(() => place(id)));
}

/** Press a button on somebody's screen, as a person does. */
async function press(person, words) {
  const button = await until(() =>
    [...document.querySelectorAll(`.client[data-person="${CSS.escape(nameOf(person))}"] button`)].findLast((one) => one.textContent.trim() === words),
  );
  button.click();
}

async function wind(to, seconds) {
  const before = state.now.at;
  act({ do: "wind", to });
  await until(() => state.now.at > before && settled(), { seconds });
}

const STEPS = [
  {
    words: () => "This is a workspace of invented colleagues, with the real bot in it. The tour begins with a fresh one.",
    does: "Begin",
    async run() {
      const run = state.run;
      act({ do: "start_over" });
      await until(() => state.run > run && settled());
      await bring([me().id], coffee);
    },
  },
  {
    words: () => `${me().name} sees the invitation in #coffee. Nobody is written to before they join.`,
    does: "Join",
    async run() {
      const before = count(me().id, coffee());
      await press(me().id, "I'm in");
      await until(() => count(me().id, coffee()) > before && settled());
    },
  },
  {
    words: () => `${me().name} is in; only ${me().name} sees that. Some colleagues have said what they help with.`,
    does: "Ask who helps",
    async run() {
      const before = count(me().id, coffee());
      act({ do: "write", me: me().id, channel: coffee(), text: "/learn who query plans" });
      await until(() => count(me().id, coffee()) > before && settled());
    },
  },
  {
    words: () => `Whom to ask, and what ${me().name} could do for them. Rounds are on Mondays, and bring together who wants and who helps.`,
    does: "Wind to Monday",
    async run() {
      await wind("monday");
      const meeting = await until(() => meetingOf(me().id));
      const partner = meeting.others[0];
      await bring([me().id, partner], () => meeting.id);
    },
  },
  {
    words: () => `The introduction from both sides: why these people, and times on each one's clock.`,
    does: "Skip one",
    async run() {
      const other = state.matches.find((one) => one.here && !one.people.includes(me().id));
      if (!other) return;
      const [first, last] = other.people;
      look([first, last]);
      await until(() => screenOf(first) && screenOf(last));
      const place = (await until(() => meetingOf(first))).id;
      await bring([first, last], () => place);
      const before = count(first, place);
      await press(first, "Not this week");
      await until(() => count(first, place) > before && settled());
    },
  },
  {
    words: () => `${state.looks.map(nameOf)[0]} skipped. No reason is asked, and the other is told kindly.`,
    does: "Wind to Friday",
    async run() {
      const meeting = await until(() => meetingOf(me().id) ?? (look([me().id]), null));
      await wind("friday");
      await bring([me().id, meeting.others[0]], (id) => screenOf(id).bot_dm);
      await until(() => newest(me().id, screenOf(me().id).bot_dm));
    },
  },
  {
    words: () => `On Friday each is asked in private. Watch ${nameOf(state.looks[1])}'s side while ${me().name} answers.`,
    does: "Answer “We met”",
    async run() {
      await press(me().id, "We met");
      await until(() => newest(me().id, screenOf(me().id).bot_dm).edited && settled());
    },
  },
  {
    words: () => `${me().name}'s answer is on ${me().name}'s screen only. Neither ${nameOf(state.looks[1])} nor an admin sees it.`,
    does: "Play eight weeks",
    async run() {
      show({ tab: "ties", part: "panels" });
      await wind("weeks", 120);
    },
  },
  {
    words: () => "Eight weeks later. All of it is real: act as anybody, break something, or drop your own people on the page.",
    does: "End the tour",
    async run() {},
  },
];

export function Tour({ end }) {
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const ref = useRef(null);
  useEffect(() => ref.current?.focus(), [at]);
  const step = STEPS[at];
  const go = async () => {
    setBusy(true);
    setWrong("");
    try {
      await step.run();
      if (at + 1 === STEPS.length) end();
      else setAt(at + 1);
    } catch {
      setWrong("This step did not work. Try it again, or leave the tour.");
    }
    setBusy(false);
  };
  return html`<section class="tour" aria-label="Guided tour">
    <p role="status"><span class="hint">${at + 1} of ${STEPS.length}</span> ${step.words()}</p>
    ${wrong && html`<p class="error" role="alert">${wrong}</p>`}
    <div class="dialog-end">
      <button type="button" onClick=${end}>Leave</button>
      <button type="button" class="primary" ref=${ref} aria-disabled=${busy} onClick=${() => busy || go()}>${busy ? "One moment…" : step.does}</button>
    </div>
  </section>`;
}
