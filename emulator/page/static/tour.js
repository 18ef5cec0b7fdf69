// The guided tour: a minute, in which each step does something real. It can be left at any time.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { act, colleagues, look, nameOf, open, screenOf, show, state, until } from "./live.js";

const settled = () => !state.now.busy;
const me = () => colleagues()[1];
const along = () => colleagues()[2];
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

/** Type a command, and wait for what comes of it: a message, or a form. */
async function write(person, text) {
  const [channel, before] = [coffee(), count(person, coffee())];
  act({ do: "write", me: person, channel, text });
  await until(() => (count(person, channel) > before || screenOf(person).modals.length > 0) && settled());
}

/** Submit the form on somebody's screen, and close what it says then. */
async function submit(person, words, ticked) {
  await until(() => screenOf(person).modals.length > 0);
  if (ticked) {
    const boxes = [...document.querySelectorAll(`.client[data-person="${CSS.escape(nameOf(person))}"] .modal label`)];
    boxes.find((one) => one.textContent.trim() === ticked).click();
    await until(settled);
  }
  const form = screenOf(person).modals.at(-1).id;
  const shown = () => screenOf(person).modals.at(-1);
  const before = JSON.stringify(shown());
  await press(person, words);
  await until(() => JSON.stringify(shown()) !== before && settled());
  if (shown()?.id === form) await press(person, "Close");
  await until(() => screenOf(person).modals.length === 0 && settled());
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
      await write(me().id, "/learn who query plans");
    },
  },
  {
    words: () => `Whom to ask, and what ${me().name} could do for them. A goal keeps it alive, perhaps with a partner.`,
    does: "Set a goal",
    async run() {
      await write(me().id, "/learn goal query plans");
      await submit(me().id, "Save", along().name);
      await bring([me().id, along().id], (id) => (id === me().id ? coffee() : screenOf(id).bot_dm));
    },
  },
  {
    words: () => `${along().name} is asked, and may say no without a reason.`,
    does: "Go along",
    async run() {
      const place = await until(() => screenOf(along().id).bot_dm);
      await press(along().id, "Happy to");
      await until(() => newest(along().id, place).edited && settled());
    },
  },
  {
    words: () => `Now ${along().name} goes along with ${me().name}. Rounds are on Mondays, and bring together who wants and who helps.`,
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
    words: () => `${me().name}'s answer is on ${me().name}'s screen only. Neither ${nameOf(state.looks[1])} nor an admin sees it. And the goal?`,
    does: "Say “Stuck”",
    async run() {
      await bring([me().id], coffee);
      await write(me().id, "/learn");
      const before = count(me().id, coffee());
      await press(me().id, "Stuck");
      await until(() => count(me().id, coffee()) >= before && settled());
      await until(() => /is stuck/.test(JSON.stringify(newest(me().id, coffee()))));
    },
  },
  {
    words: () => `Being stuck has ways on: somebody who helps, a smaller step, telling ${along().name}. Every end of a goal is a good one.`,
    does: "Let it be done",
    async run() {
      await write(me().id, "/learn");
      await press(me().id, "Done");
      await until(() => /is done/.test(JSON.stringify(newest(me().id, coffee()))) && settled());
    },
  },
  {
    words: () => `Done, and nobody heard of it whom ${me().name} did not tell.`,
    does: "Play eight weeks",
    async run() {
      show({ tab: "ties", part: "panels" });
      await wind("weeks", 120);
    },
  },
  {
    words: () => `Eight weeks later. Whatever is kept of ${me().name} can be had as a file, and deleted.`,
    does: "Delete me",
    async run() {
      await bring([me().id], coffee);
      await write(me().id, "/elevenses privacy");
      await press(me().id, "Delete me");
      await submit(me().id, "Delete me");
    },
  },
  {
    words: () => `Of ${me().name} nothing is left but that others met somebody. All of it is real: act as anybody, break something, or drop your own people on the page.`,
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
