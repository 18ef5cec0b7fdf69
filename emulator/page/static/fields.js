// What people fill in: every kind of input that Block Kit has.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { act, colleagues, nameOf, screenOf, state, typed } from "./live.js";
import { Plain, Text, Unknown } from "./mrkdwn.js";
import { useId } from "./parts.js";
import { instant, written } from "./time.js";

const CONTENT = {
  plain_text_input: "value", email_text_input: "value", url_text_input: "value", number_input: "value",
  rich_text_input: "rich_text_value", static_select: "selected_option", external_select: "selected_option",
  radio_buttons: "selected_option", multi_static_select: "selected_options", multi_external_select: "selected_options",
  checkboxes: "selected_options", users_select: "selected_user", multi_users_select: "selected_users",
  conversations_select: "selected_conversation", multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel", multi_channels_select: "selected_channels", datepicker: "selected_date",
  timepicker: "selected_time", datetimepicker: "selected_date_time",
};
export const KNOWN = new Set(Object.keys(CONTENT));

/** One field with its label, hint and error; what is put in is kept by the server at once. */
export function Field({ block, element, where }) {
  const id = useId("field");
  if (!KNOWN.has(element.type)) return html`<${Unknown} kind="element" one=${element} />`;
  const error = where.errors?.[block.block_id];
  const told = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const name = block.label?.text ?? element.accessibility_label ?? element.placeholder?.text ?? block.text?.text ?? "Choice";
  const put = (value, more = {}) =>
    ({ do: "put", me: where.me, place: where.place, block: block.block_id, action: element.action_id, value, ...more });
  const value = contentOf(where.values?.[block.block_id]?.[element.action_id], element);
  const shared = { id, element, value, put, told, name, labelled: Boolean(block.label), error: Boolean(error), where, block };
  const grouped = isGroup(element);
  const optional = block.optional ? html` <small>(optional)</small>` : "";
  const inside = html`<${Control} ...${shared} />
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}><${Plain} text=${block.hint.text} /></p>`}
    ${error && html`<p class="error" id=${`${id}-error`} role="alert">${error}</p>`}`;
  if (!block.label) return html`<div class="field bare">${inside}</div>`;
  if (grouped) {
    return html`<fieldset class="block field" aria-describedby=${told}><legend>${block.label.text}${optional}</legend>${inside}</fieldset>`;
  }
  return html`<div class="block field"><label for=${id}>${block.label.text}${optional}</label>${inside}</div>`;
}

/** What somebody has put in, until the server tells otherwise: the bot or another tab may change it. */
function useDraft(value) {
  const [draft, setDraft] = useState(value);
  const last = useRef(JSON.stringify(value));
  useEffect(() => {
    if (JSON.stringify(value) !== last.current) setDraft(value);
    last.current = JSON.stringify(value);
  }, [JSON.stringify(value)]);
  const put = (next) => {
    last.current = JSON.stringify(next);
    setDraft(next);
  };
  return [draft, put];
}

const isGroup = (element) => element.type === "checkboxes" || element.type === "radio_buttons" || element.type.startsWith("multi_");

function contentOf(kept, element) {
  const content = kept?.[CONTENT[element.type]];
  if (Array.isArray(content)) return content.map((one) => one.value ?? one);
  if (element.type === "rich_text_input") return content ? content.elements.flatMap((one) => one.elements).map((one) => one.text ?? "").join("") : "";
  return content?.value ?? content ?? "";
}

function Control(props) {
  const { element } = props;
  switch (element.type) {
    case "checkboxes":
    case "radio_buttons":
      return html`<${Boxes} ...${props} options=${element.options} many=${element.type === "checkboxes"} />`;
    case "static_select":
      return html`<${Select} ...${props} groups=${groupsOf(element)} />`;
    case "multi_static_select":
      return html`<${Boxes} ...${props} options=${groupsOf(element).flatMap((one) => one.options)} many=${true} />`;
    case "external_select":
    case "multi_external_select":
      return html`<${External} ...${props} />`;
    case "datepicker":
      return html`<${Written} ...${props} kind="date" />`;
    case "timepicker":
      return html`<${Written} ...${props} kind="time" />`;
    case "datetimepicker":
      return html`<${Written} ...${props} kind="datetime-local" />`;
    default:
      return /select$/.test(element.type) ? html`<${Somebody} ...${props} />` : html`<${Written} ...${props} kind="text" />`;
  }
}

const groupsOf = (element) => element.option_groups?.map((one) => ({ label: one.label.text, options: one.options })) ?? [{ options: element.options ?? [] }];

/** Text, numbers, dates: whatever is written. */
function Written({ id, element, value, put, told, name, labelled, error, where, kind }) {
  const dated = kind === "datetime-local";
  const shown = dated && value ? written(value, where.tz) : String(value);
  const [draft, setDraft] = useDraft(shown);
  const meant = (text) => (text === "" ? null : dated ? instant(text, where.tz) : text);
  const key = `${where.place.view ?? where.place.ts}/${id}`;
  const write = (event) => {
    const text = event.currentTarget.value;
    setDraft(text);
    typed(key, put(meant(text)));
  };
  const keys = (event) => {
    if (event.key === "Enter" && !element.multiline && !event.isComposing) {
      event.preventDefault();
      typed(key, put(meant(event.currentTarget.value), { enters: true }));
      act({ do: "look", at: state.looks });
    }
  };
  const props = {
    id, value: draft, onInput: write, onKeyDown: keys, "aria-describedby": told, "aria-invalid": error || undefined,
    "aria-label": labelled ? undefined : name, placeholder: element.placeholder?.text,
  };
  if (element.multiline || element.type === "rich_text_input") return html`<textarea rows="4" ...${props} onKeyDown=${undefined} />`;
  const mode = { number_input: "decimal", email_text_input: "email", url_text_input: "url" }[element.type];
  return html`<input type=${kind} inputmode=${mode} autocomplete="off" ...${props} />`;
}

function Select({ id, element, value, put, told, name, labelled, error, groups }) {
  const [chosen, setChosen] = useDraft(value);
  const options = (list) => list.map((one) => html`<option value=${one.value} selected=${one.value === chosen}>${one.text.text}</option>`);
  const strange = chosen && !groups.some((group) => group.options.some((one) => one.value === chosen));
  const choose = (event) => {
    setChosen(event.currentTarget.value);
    act(put(event.currentTarget.value || null));
  };
  return html`<select id=${id} value=${chosen} onChange=${choose} aria-describedby=${told} aria-invalid=${error || undefined} aria-label=${labelled ? undefined : name}>
    <option value="" selected=${chosen === ""}>${element.placeholder?.text ?? "Choose"}</option>
    ${strange && html`<option value=${chosen} selected>${nameOf(chosen)}</option>`}
    ${groups.map((group) => (group.label ? html`<optgroup label=${group.label}>${options(group.options)}</optgroup>` : options(group.options)))}
  </select>`;
}

function Boxes({ id, value, put, options, many, where, labelled, name }) {
  const [draft, setDraft] = useDraft(value);
  const chosen = new Set(Array.isArray(draft) ? draft : [draft]);
  const choose = (one, ticked) => {
    const next = many ? options.map((each) => each.value).filter((each) => (each === one.value ? ticked : chosen.has(each))) : one.value;
    setDraft(next);
    act(put(next));
  };
  return html`<div class="boxes" role=${labelled ? undefined : "group"} aria-label=${labelled ? undefined : name}>
    ${options.map((one) => html`<label class="box">
      <input type=${many ? "checkbox" : "radio"} name=${id} checked=${chosen.has(one.value)} onChange=${(event) => choose(one, event.currentTarget.checked)} />
      <span><${Text} of=${one.text} tz=${where.tz} />${one.description && html`<small class="hint"><${Text} of=${one.description} tz=${where.tz} /></small>`}</span>
    </label>`)}
  </div>`;
}

/** People, channels and conversations. */
function Somebody(props) {
  const { element, where } = props;
  const options = offered(element, where.me).map(([value, words]) => ({ value, text: { type: "plain_text", text: words } }));
  return element.type.startsWith("multi_")
    ? html`<${Boxes} ...${props} options=${options} many=${true} />`
    : html`<${Select} ...${props} groups=${[{ options }]} />`;
}

function offered(element, me) {
  const kind = element.type.replace("multi_", "");
  const people = colleagues().map((one) => [one.id, one.name]);
  if (kind === "users_select") return people;
  const places = screenOf(me)?.places ?? [];
  const channels = places.filter((one) => one.kind === "channel").map((one) => [one.id, `#${one.name}`]);
  if (kind === "channels_select") return channels;
  const include = element.filter?.include ?? ["im", "mpim", "private", "public"];
  const groups = places.filter((one) => one.kind === "mpim").map((one) => [one.id, one.others.map(nameOf).join(", ")]);
  return [
    ...(include.includes("public") || include.includes("private") ? channels : []),
    ...(include.includes("mpim") ? groups : []),
    ...(include.includes("im") ? people : []),
  ];
}

/** A menu whose options the bot looks up while somebody types. */
function External(props) {
  const { id, element, where, block, name, value } = props;
  const [words, setWords] = useState("");
  const ask = (event) => {
    const text = event.currentTarget.value;
    setWords(text);
    if (text.length >= (element.min_query_length ?? 3)) {
      typed(`find/${id}`, { do: "look_up", me: where.me, place: where.place, block: block.block_id, action: element.action_id, typed: text });
    }
  };
  const options = element.options ?? [];
  const many = element.type.startsWith("multi_");
  return html`<input id=${id} type="search" value=${words} onInput=${ask} autocomplete="off" aria-label=${`Search: ${name}`} placeholder=${element.placeholder?.text ?? "Type to search"} />
    ${options.length > 0 && html`<${Boxes} ...${props} id=${`${id}-found`} options=${options} many=${many} labelled=${false} />`}
    ${value !== "" && options.length === 0 && !many && html`<p class="hint">Chosen: ${value}</p>`}`;
}
