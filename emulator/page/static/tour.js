// The guided tour: a minute and a half, in which each step does something real. It can be left at any time.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { works } from "./time.js";
import { act, colleagues, look, nameOf, open, screenOf, show, state, until } from "./live.js";

const TEAM = 8; // people from which on a team has its own steps: fewer would play two parts each
const PAIRS = 4; // people from which on others than the guide are introduced, too
const MOST = 72; // hours until something has come
const GOAL = "query plans";
const ASK = "how do I profile asyncio";

const settled = () => !state.now.busy;
const admin = () => colleagues()[0];
const me = () => colleagues()[1];
const along = () => colleagues()[2];
const helper = () => colleagues()[4];
const asker = () => colleagues()[5];
const host = () => colleagues().at(-2);
const busier = () => (ofTeam() ? colleagues().at(-1) : undefined);
const ofPairs = () => colleagues().length >= PAIRS;
const ofTeam = () => colleagues().length >= TEAM && meets(me(), helper());

/** Whether two people share working hours, without which nobody would bring them together. */
function meets(one, other) {
  const hours = [...Array(7 * 24).keys()].map((hour) => state.now.at + hour * 3600);
  return hours.some((at) => works(at, one.tz) && works(at, other.tz));
}
const newest = (person, place) => screenOf(person)?.messages[place]?.at(-1);
const says = (person, place, words) => JSON.stringify(newest(person, place) ?? "").includes(words);
const count = (person, place) => screenOf(person)?.messages[place]?.length ?? 0;
const coffee = () => Object.entries(state.channels).find(([, name]) => name === "coffee")[0];
const meetingOf = (person) => screenOf(person)?.places.findLast((one) => one.kind === "mpim");

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

/** What a form on somebody's screen calls by these words. */
function labelled(person, words) {
  const labels = document.querySelectorAll(`.client[data-person="${CSS.escape(nameOf(person))}"] .modal label`);
  return [...labels].find((one) => one.textContent.trim() === words);
}

/** Tick these boxes of the form on somebody's screen. */
async function tick(person, boxes) {
  for (const words of boxes) {
    (await until(() => labelled(person, words))).click();
    await until(settled);
  }
}

/** Choose the option that begins so. */
async function choose(person, label, words) {
  const menu = document.getElementById((await until(() => labelled(person, label))).htmlFor);
  menu.value = [...menu.options].find((one) => one.text.startsWith(words)).value;
  menu.dispatchEvent(new Event("change", { bubbles: true }));
  await until(settled);
}

/** Submit the form on somebody's screen, and close what it says then. */
async function submit(person, words) {
  await until(() => screenOf(person).modals.length > 0);
  const form = screenOf(person).modals.at(-1).id;
  const shown = () => screenOf(person).modals.at(-1);
  const before = JSON.stringify(shown());
  await press(person, words);
  await until(() => JSON.stringify(shown()) !== before && settled());
  if (shown()?.id === form) await press(person, "Close");
  await until(() => screenOf(person).modals.length === 0 && settled());
}

/** Close all that lies open on somebody's screen. */
async function close(person) {
  for (const view of [...(screenOf(person)?.modals ?? [])].reverse()) act({ do: "close", me: person, view: view.id });
  await until(() => !screenOf(person)?.modals.length && settled());
}

async function wind(to, seconds) {
  const before = state.now.at;
  act({ do: "wind", to });
  await until(() => state.now.at > before && settled(), { seconds });
}

/** Let time pass until something is so. */
async function windUntil(found) {
  for (let times = 0; times < MOST && !found(); times += 1) await wind("hour");
  return until(found);
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
    only: ofTeam,
    words: () => `${me().name} is in; only ${me().name} sees that. A channel can be a team, with a host who looks after its learning.`,
    does: "Name a host",
    async run() {
      await bring([admin().id, host().id], (id) => (id === host().id ? screenOf(id).bot_dm : coffee()));
      await write(admin().id, "/elevenses setup");
      await press(admin().id, "Name hosts");
      await tick(admin().id, [host().name]);
      await submit(admin().id, "Save");
      await windUntil(() => says(host().id, screenOf(host().id).bot_dm, "You are a host"));
    },
  },
  {
    only: ofTeam,
    words: () => `#coffee is a team now, and ${host().name} its host. Anybody in it can ask it something.`,
    does: "Ask the team",
    async run() {
      await bring([asker().id, me().id], coffee);
      const before = count(me().id, coffee());
      await write(asker().id, `/learn ask ${ASK}`);
      await submit(asker().id, "Save");
      await windUntil(() => count(me().id, coffee()) > before);
    },
  },
  {
    words: () => `${me().name} wants to learn something. A goal keeps it alive, perhaps with a partner; who may see it is up to ${me().name}.`,
    does: "Set a goal",
    async run() {
      const asked = [along(), busier()].filter(Boolean);
      await bring([me().id], coffee);
      await write(me().id, `/learn goal ${GOAL}`);
      await choose(me().id, "Who may see it", "My team");
      await tick(me().id, asked.map((one) => one.name));
      await submit(me().id, "Save");
      if (asked.length) await bring(asked.map((one) => one.id), (id) => screenOf(id).bot_dm);
    },
  },
  {
    only: along,
    words: () => (busier() ? `${along().name} and ${busier().name} are asked. A no needs no reason.` : `${along().name} is asked. A no needs no reason.`),
    does: "Answer",
    async run() {
      for (const [one, words] of [[busier(), "Not this time"], [along(), "Happy to"]].filter(([one]) => one)) {
        const place = screenOf(one.id).bot_dm;
        await windUntil(() => count(one.id, place) > 0);
        await press(one.id, words);
        await until(() => newest(one.id, place).edited && settled());
      }
    },
  },
  {
    only: ofTeam,
    words: () => `${along().name} goes along, ${busier().name} does not. What does ${host().name} see, as the host, a day later?`,
    does: "Look as the host",
    async run() {
      await bring([host().id], () => "home");
      await windUntil(() => JSON.stringify(screenOf(host().id).home ?? "").includes("Propose"));
      const button = await until(() => [...document.querySelectorAll(".home button")].find((one) => one.textContent.trim() === "Propose"));
      button.scrollIntoView({ block: "center" });
    },
  },
  {
    only: ofTeam,
    words: () => `The desk: ${me().name} wants something that ${helper().name} helps with. ${host().name} may propose that they talk, and cannot make them.`,
    does: "Propose",
    async run() {
      await press(host().id, "Propose");
      await submit(host().id, "Ask them");
      await bring([me().id, helper().id], (id) => screenOf(id).bot_dm);
      await windUntil(() => says(me().id, screenOf(me().id).bot_dm, "Yes, ask"));
    },
  },
  {
    only: ofTeam,
    words: () => `Side by side: ${me().name} is asked first. ${helper().name} knows nothing of it yet, so a no would stay with ${me().name}.`,
    does: "Say yes",
    async run() {
      const place = screenOf(me().id).bot_dm;
      await press(me().id, `Yes, ask ${helper().name.split(" ")[0]}`);
      await until(() => newest(me().id, place).edited && settled());
      await windUntil(() => says(helper().id, screenOf(helper().id).bot_dm, "Happy to"));
    },
  },
  {
    only: ofTeam,
    words: () => `Now ${helper().name} is asked. Two yeses introduce them; after anything else, ${host().name} hears “not this time” in a week, and not whose.`,
    does: "Say yes, too",
    async run() {
      const place = screenOf(helper().id).bot_dm;
      await press(helper().id, "Happy to");
      await until(() => newest(helper().id, place).edited && settled());
      const meeting = await windUntil(() => meetingOf(me().id));
      await bring([me().id, helper().id], () => meeting.id);
    },
  },
  {
    only: ofTeam,
    words: () => `Introduced, by two yeses. And what do people see of ${me().name}'s goal? The form shows it for each of them.`,
    does: "Show as host",
    async run() {
      await bring([me().id, host().id], coffee);
      await write(host().id, "/learn goals");
      await write(me().id, "/learn");
      await press(me().id, "⋯");
      await press(me().id, "Edit");
      await press(me().id, "How it looks");
      await until(() => screenOf(me().id).modals.length > 1 && settled());
    },
  },
  {
    only: ofTeam,
    words: () => `As promised on the left, so it is with ${host().name} on the right: no partner, no decline, no answer, no preference. Meanwhile the channel has its digest, as on every Thursday.`,
    does: "See the digest",
    async run() {
      for (const one of [me(), host()]) await close(one.id);
      await bring([asker().id], coffee);
      await windUntil(() => JSON.stringify(screenOf(asker().id).messages[coffee()]).includes("What is going on here"));
    },
  },
  {
    only: ofTeam,
    words: () => `The digest: ten lines at most, a button each, and only what its owners show to this channel. For the meeting there is more.`,
    does: "Ask for the agenda",
    async run() {
      await bring([host().id], coffee);
      await write(host().id, "/learn agenda");
    },
  },
  {
    words: () => `${ofTeam() ? "Five minutes of learning, to copy or to post. " : ""}Rounds are on Mondays, and bring together who wants and who helps.`,
    does: "Wind to Monday",
    async run() {
      await close(state.looks[0]);
      await bring([me().id], coffee);
      const before = meetingOf(me().id)?.id;
      await wind("monday");
      const meeting = await until(() => meetingOf(me().id)?.id !== before && meetingOf(me().id));
      const partner = meeting.others[0];
      await bring([me().id, partner], () => meeting.id);
    },
  },
  {
    only: ofPairs,
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
    words: () =>
      ofPairs()
        ? `${nameOf(state.looks[0])} skipped. No reason is asked, and the other is told kindly.`
        : "The introduction from both sides: why these people, and times on each one's clock.",
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
    words: () => `Being stuck has ways on: somebody who helps, a smaller step, telling ${along()?.name ?? "a partner"}. Every end of a goal is a good one.`,
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
  const steps = STEPS.filter((one) => !one.only || one.only());
  const step = steps[at];
  const go = async () => {
    setBusy(true);
    setWrong("");
    try {
      await step.run();
      if (at + 1 === steps.length) end();
      else setAt(at + 1);
    } catch {
      setWrong("This step did not work. Try it again, or leave the tour.");
    }
    setBusy(false);
  };
  return html`<section class="tour" aria-label="Guided tour">
    <p role="status"><span class="hint">${at + 1} of ${steps.length}</span> ${step.words()}</p>
    ${wrong && html`<p class="error" role="alert">${wrong}</p>`}
    <div class="dialog-end">
      <button type="button" onClick=${end}>Leave</button>
      <button type="button" class="primary" ref=${ref} aria-disabled=${busy} onClick=${() => busy || go()}>${busy ? "One moment…" : step.does}</button>
    </div>
  </section>`;
}
