// Slack's text as it reads on screen: mrkdwn, plain text, and blocks of rich text.

import { html } from "./vendor/preact.js";
import { nameOf, state } from "./live.js";
import { dated } from "./time.js";

const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", wave: "👋", coffee: "☕", tea: "🍵", tada: "🎉", bulb: "💡", heart: "❤️",
  smile: "😄", slightly_smiling_face: "🙂", blush: "😊", thinking_face: "🤔", pray: "🙏", clap: "👏", raised_hands: "🙌",
  eyes: "👀", sparkles: "✨", star: "⭐", seedling: "🌱", evergreen_tree: "🌲", sunny: "☀️", crescent_moon: "🌙",
  palm_tree: "🌴", airplane: "✈️", house: "🏠", calendar: "📆", date: "📅", clock3: "🕒", hourglass: "⌛", bell: "🔔",
  no_bell: "🔕", speech_balloon: "💬", phone: "☎️", headphones: "🎧", video_camera: "📹", walking: "🚶", books: "📚",
  book: "📖", pencil: "📝", memo: "📝", mag: "🔍", link: "🔗", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌",
  warning: "⚠️", question: "❓", arrow_right: "➡️", handshake: "🤝", busts_in_silhouette: "👥", dart: "🎯", rocket: "🚀",
};

// A mark opens after a blank or a sign and closes before one; beside a zero-width space it is only a sign.
const edge = (mark) => `(?<![\\w${mark}])\\${mark}(?=[^\\s\\u200b${mark}])([^\\n]*?[^\\s\\u200b${mark}])\\${mark}(?![\\w${mark}])`;
const INLINE = new RegExp(
  ["`([^`\\n]+)`", "<([^<>\\n]+)>", edge("*"), edge("_"), edge("~"), ":([a-z0-9_+'-]+):"].join("|"),
  "g",
);

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const emoji = (name) => EMOJI[name] ?? `:${name}:`;

/** Plain text: emoji and line breaks, and nothing else. */
export function Plain({ text, tz }) {
  void tz;
  return html`<span class="words">${plainWords(text)}</span>`;
}

const plainWords = (text) => text.replaceAll(/:([a-z0-9_+'-]+):/g, (_, name) => emoji(name));

/** mrkdwn, as somebody in `tz` reads it. */
export function Mrkdwn({ text, tz }) {
  return text.split(/```\n?([\s\S]*?)```/g).map((piece, place) =>
    place % 2 ? html`<pre class="code">${plain(piece.replace(/\n$/, ""))}</pre>` : html`<${Lines} text=${piece} tz=${tz} />`,
  );
}

function Lines({ text, tz }) {
  const found = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const last = found.at(-1);
    const words = quoted ? line.slice(quoted[0].length) : line;
    if (last && last.quoted === Boolean(quoted)) last.lines.push(words);
    else found.push({ quoted: Boolean(quoted), lines: [words] });
  }
  return found.map(({ quoted, lines }) => {
    const words = html`<span class="words">${inline(lines.join("\n"), tz)}</span>`;
    return quoted ? html`<blockquote>${words}</blockquote>` : words;
  });
}

function inline(text, tz) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) found.push(plain(text.slice(from, match.index)));
    const [all, code, entity, bold, italic, struck, face] = match;
    if (code !== undefined) found.push(html`<code>${plain(code)}</code>`);
    else if (entity !== undefined) found.push(html`<${Entity} inside=${entity} tz=${tz} />`);
    else if (bold !== undefined) found.push(html`<b>${inline(bold, tz)}</b>`);
    else if (italic !== undefined) found.push(html`<i>${inline(italic, tz)}</i>`);
    else if (struck !== undefined) found.push(html`<s>${inline(struck, tz)}</s>`);
    else found.push(EMOJI[face] ?? all);
    from = match.index + all.length;
  }
  if (from < text.length) found.push(plain(text.slice(from)));
  return found;
}

function Entity({ inside, tz }) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : plain(inside.slice(bar + 1));
  if (target.startsWith("@")) return html`<span class="mention">@${nameOf(target.slice(1))}</span>`;
  if (target.startsWith("#")) return html`<span class="mention">#${nameOf(target.slice(1))}</span>`;
  if (target.startsWith("!date^")) {
    const [, at, format, url] = target.split("^");
    const words = /^\d+$/.test(at) && format ? dated(Number(at), plain(format), state.now.at, tz) : label;
    return url ? html`<${Link} url=${url} words=${words} />` : html`<time>${words}</time>`;
  }
  if (target.startsWith("!")) return html`<span class="mention">${label || `@${target.slice(1).split("^")[0]}`}</span>`;
  return html`<${Link} url=${plain(target)} words=${label || plain(target).replace(/^mailto:/, "")} />`;
}

function Link({ url, words }) {
  if (!/^(https?:|mailto:)/.test(url)) return html`<span class="words">${words} (${url})</span>`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${words}</a>`;
}

/** A text object of Block Kit. */
export function Text({ of, tz }) {
  if (!of) return null;
  return of.type === "mrkdwn" ? html`<${Mrkdwn} text=${of.text} tz=${tz} />` : html`<${Plain} text=${of.text} />`;
}

/** A block of rich text. */
export function RichText({ block, tz }) {
  return block.elements.map((one) => html`<${RichPart} one=${one} tz=${tz} />`);
}

function RichPart({ one, tz }) {
  const words = () => one.elements.map((piece) => html`<${Piece} one=${piece} tz=${tz} />`);
  switch (one.type) {
    case "rich_text_section":
      return html`<span class="words">${words()}</span>`;
    case "rich_text_quote":
      return html`<blockquote><span class="words">${words()}</span></blockquote>`;
    case "rich_text_preformatted":
      return html`<pre class="code">${words()}</pre>`;
    case "rich_text_list": {
      const items = one.elements.map((item) => html`<li><${RichPart} one=${item} tz=${tz} /></li>`);
      const depth = `depth-${Math.min(one.indent ?? 0, 4)}`;
      return one.style === "ordered"
        ? html`<ol class=${depth} start=${(one.offset ?? 0) + 1}>${items}</ol>`
        : html`<ul class=${depth}>${items}</ul>`;
    }
    default:
      return html`<${Unknown} kind="text" one=${one} />`;
  }
}

function Piece({ one, tz }) {
  const style = one.style ?? {};
  const words = pieceWords(one, tz);
  const marked = [["bold", "b"], ["italic", "i"], ["strike", "s"], ["code", "code"]]
    .filter(([name]) => style[name])
    .reduce((inner, [, tag]) => html`<${tag}>${inner}<//>`, words);
  return marked;
}

function pieceWords(one, tz) {
  switch (one.type) {
    case "text":
      return one.text;
    case "emoji":
      return emoji(one.name);
    case "link":
      return html`<${Link} url=${one.url} words=${one.text || one.url} />`;
    case "user":
      return html`<span class="mention">@${nameOf(one.user_id)}</span>`;
    case "channel":
      return html`<span class="mention">#${nameOf(one.channel_id)}</span>`;
    case "broadcast":
      return html`<span class="mention">@${one.range}</span>`;
    case "date":
      return html`<time>${dated(one.timestamp, one.format, state.now.at, tz)}</time>`;
    case "color":
      return html`<code>${one.value}</code>`;
    case "usergroup":
    case "team":
      return html`<span class="mention">@${one.usergroup_id ?? one.team_id}</span>`;
    default:
      return html`<${Unknown} kind="text" one=${one} />`;
  }
}

/** Anything that this client does not know: named, and never dropped. */
export function Unknown({ kind, one }) {
  return html`<details class="unknown">
    <summary>Not drawn here: ${kind} “${String(one?.type ?? "?")}”</summary>
    <pre tabindex="0">${JSON.stringify(one, null, 2)}</pre>
  </details>`;
}
