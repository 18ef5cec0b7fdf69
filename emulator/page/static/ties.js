// Who has met: groups of colleagues and the bands between them, with the finding in words.

import { html } from "./vendor/preact.js";
import { colleagues, nameOf, state } from "./live.js";

const SIZE = 360;
const GROUPS = 8;
const DOTS = 40;

export function Ties() {
  const { groups, bands, words, pairs } = drawn();
  const most = Math.max(1, ...bands.map((one) => one.count));
  return html`<h2>Who has met</h2>
    <p role="status">${words}</p>
    ${state.finding && html`<${Finding} of=${state.finding} />`}
    <svg class="ties" viewBox=${`0 0 ${SIZE} ${SIZE}`} role="img" aria-label=${`Groups and the ties between them. ${words}`}>
      ${bands.map((one) => html`<path class="band" key=${one.key} d=${one.path} style=${{ strokeWidth: 1 + (11 * one.count) / most }} />`)}
      ${groups.map((one) => html`<g key=${one.name}>
        <circle class="group" cx=${one.x} cy=${one.y} r=${one.r} style=${{ strokeWidth: 1.5 + (6 * one.inside) / most }} />
        ${one.dots.map((dot) => html`<circle class=${`person ${dot.state}`} cx=${dot.x} cy=${dot.y} r=${dot.state === "me" ? 5 : 3.5}><title>${dot.name}</title></circle>`)}
        <text x=${one.x} y=${one.y + one.r + 15} text-anchor="middle">${one.name} (${one.people.length})</text>
      </g>`)}
    </svg>
    <table>
      <caption>Pairs who have met</caption>
      <thead><tr><th scope="col">Between</th><th scope="col">Pairs</th></tr></thead>
      <tbody>
        ${groups.filter((one) => one.inside).map((one) => html`<tr><th scope="row">within ${one.name}</th><td>${one.inside}</td></tr>`)}
        ${bands.map((one) => html`<tr><th scope="row">${one.names.join(" and ")}</th><td>${one.count}</td></tr>`)}
        ${pairs === 0 && html`<tr><td colspan="2">None yet.</td></tr>`}
      </tbody>
    </table>`;
}

function Finding({ of }) {
  const met = of.left_out === 0 ? "Whoever was in met somebody, every week." : `Left out: ${of.left_out}.`;
  return html`<ul class="plain">
    <li>${of.weeks} weeks: ${of.introductions} introductions. ${met}</li>
    <li>Each met ${of.fewest_colleagues_met} to ${of.most_colleagues_met} different colleagues; introduced again: ${of.repeats}.</li>
    <li>Unasked messages for each person and week: ${of.messages_per_person_and_week}, never more than ${of.most_messages_in_a_week}.</li>
    <li>Weeks with more than 3: ${of.weeks_over_budget}; days with more than 1: ${of.days_over_budget}; errors logged: ${of.errors_logged}.</li>
    <li>Answers that anybody else could see: ${of.answers_seen_by_others}.</li>
  </ul>`;
}

/** Where everything is drawn. Groups stand on a circle, the people of each on one of their own. */
function drawn() {
  const groups = grouped();
  const home = new Map(groups.flatMap((group) => group.people.map((id) => [id, group])));
  const met = new Map();
  for (const match of state.matches) {
    match.people.forEach((one, place) => {
      for (const other of match.people.slice(place + 1)) met.set([one, other].sort().join(" "), [one, other]);
    });
  }
  const bands = new Map();
  for (const [one, other] of met.values()) {
    const [from, to] = [home.get(one), home.get(other)];
    if (!from || !to) continue;
    if (from === to) from.inside += 1;
    else {
      const [first, last] = groups.indexOf(from) < groups.indexOf(to) ? [from, to] : [to, from];
      const key = `${first.name}|${last.name}`;
      const band = bands.get(key) ?? { key, names: [first.name, last.name], count: 0, path: bent(first, last) };
      bands.set(key, { ...band, count: band.count + 1 });
    }
  }
  const mine = new Set([...met.values()].filter((pair) => pair.includes(state.looks[0])).flat());
  for (const group of groups) for (const dot of group.dots) dot.state = dot.id === state.looks[0] ? "me" : mine.has(dot.id) ? "met" : "";
  const across = [...bands.values()].reduce((sum, one) => sum + one.count, 0);
  const share = met.size ? Math.round((100 * across) / met.size) : 0;
  const me = nameOf(state.looks[0]);
  const count = Math.max(0, mine.size - 1);
  const words = met.size
    ? `${met.size} pairs of colleagues have met, ${share} % of them across groups. ${me} has met ${count} of ${colleagues().length - 1}.`
    : "Nobody has met yet. Wind the clock.";
  return { groups, bands: [...bands.values()].sort((one, other) => other.count - one.count), words, pairs: met.size };
}

function grouped() {
  const people = colleagues();
  const named = people.some((one) => one.title);
  const by = new Map();
  for (const one of people) {
    const name = named ? one.title.split(",")[0].trim() || "no team" : one.tz.split("/")[0];
    by.set(name, [...(by.get(name) ?? []), one.id]);
  }
  const sorted = [...by].sort((one, other) => other[1].length - one[1].length);
  const rest = sorted.splice(GROUPS - 1, sorted.length > GROUPS ? sorted.length : 0).flatMap(([, ids]) => ids);
  if (rest.length) sorted.push(["others", rest]);
  return sorted.map(([name, ids], place) => {
    const angle = (2 * Math.PI * place) / sorted.length - Math.PI / 2;
    const r = 16 + 26 * Math.sqrt(ids.length / people.length);
    const [x, y] = [SIZE / 2 + 118 * Math.cos(angle), SIZE / 2 - 6 + 118 * Math.sin(angle)];
    const dots = ids.slice(0, DOTS).map((id, number) => {
      const turn = (2 * Math.PI * number) / Math.min(ids.length, DOTS);
      const far = ids.length === 1 ? 0 : r - 8;
      return { id, name: nameOf(id), x: x + far * Math.cos(turn), y: y + far * Math.sin(turn), state: "" };
    });
    return { name, people: ids, x, y, r, dots, inside: 0 };
  });
}

function bent(one, other) {
  const [mx, my] = [(one.x + other.x + SIZE) / 4, (one.y + other.y + SIZE) / 4];
  return `M ${one.x} ${one.y} Q ${mx} ${my} ${other.x} ${other.y}`;
}
