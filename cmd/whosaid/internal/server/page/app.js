// The page: takes an article, asks the service, shows the answer and lets a
// person correct it.

import { Analysis, content, words } from "./analysis.js";
import { paragraphs } from "./article.js";

const $ = (id) => document.getElementById(id);
const colours = 8; // that style.css has; later speakers share one and differ by their label
const unsure = 0.5; // a confidence below it is pointed out

let analysis = null;
let labels = new Map(); // speaker id to {label, colour}
let shown = { speaker: null, quote: null }; // what the detail shows

// ---- Asking the service

$("input").addEventListener("submit", (e) => {
  e.preventDefault();
  const text = $("text").value;
  if (text.trim() === "") {
    warn("There is no article yet: paste one, or open a file.");
    $("text").focus();
    return;
  }
  ask(typeOf(text), text);
});

// typeOf tells what somebody pasted.
function typeOf(text) {
  if (/^\s*<(!doctype html|html)\b/i.test(text)) return "text/html; charset=utf-8";
  if (/^\s*\{\s*"/.test(text)) return "application/ninjs+json";
  return "text/plain; charset=utf-8";
}

$("text").addEventListener("keydown", (e) => {
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) $("input").requestSubmit();
});

async function ask(type, body, name = "article") {
  warn("");
  say("Looking for quotations…");
  busy(true);
  try {
    const query = new URLSearchParams({ offsets: "utf16", text: "true" });
    if ($("lang").value !== "") query.set("lang", $("lang").value);
    const response = await fetch(`v1/quotations?${query}`, { method: "POST", headers: { "Content-Type": type }, body });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail ?? answer.title);
    open(answer, name);
  } catch (err) {
    say("");
    warn(err instanceof TypeError ? "The service does not answer. Is it still running?" : err.message);
  } finally {
    busy(false);
  }
}

function busy(on) {
  $("find").disabled = on;
  $("find").textContent = on ? "Looking…" : "Find quotations";
  $("input").setAttribute("aria-busy", on);
}

function open(answer, name) {
  analysis = new Analysis(answer);
  analysis.file = name;
  labels = new Map();
  shown = { speaker: null, quote: null };
  for (const q of analysis.quotes) labelOf(q.speaker);
  $("text").value = analysis.text;
  $("input").hidden = true;
  $("result").hidden = false;
  render();
  say($("summary").textContent);
  $("summary").focus();
}

$("again").addEventListener("click", () => {
  $("result").hidden = true;
  $("input").hidden = false;
  $("back").hidden = false;
  $("text").focus();
  $("text").select();
});

$("back").addEventListener("click", () => {
  warn("");
  $("input").hidden = true;
  $("result").hidden = false;
  $("summary").focus();
});

// Corrections that nobody has downloaded are lost with the page.
addEventListener("beforeunload", (e) => {
  if (analysis?.unsaved) e.preventDefault();
});

// ---- Files

$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  const file = $("file").files[0];
  $("file").value = "";
  if (file) take(file);
});

for (const type of ["dragenter", "dragover"]) {
  addEventListener(type, (e) => {
    e.preventDefault();
    $("drop").hidden = false;
  });
}
addEventListener("dragleave", (e) => {
  if (!e.relatedTarget) $("drop").hidden = true;
});
addEventListener("drop", (e) => {
  e.preventDefault();
  $("drop").hidden = true;
  const file = e.dataTransfer.files[0];
  if (file) return take(file);
  const text = e.dataTransfer.getData("text/plain");
  if (text) ask("text/plain; charset=utf-8", text);
});

// take sends a file as it is, so that an HTML page keeps the charset it names.
async function take(file) {
  const bytes = await file.arrayBuffer();
  const name = file.name.replace(/\.[^.]*$/, "");
  if (/\.x?html?$/i.test(file.name) || file.type === "text/html") return ask("text/html", bytes, name);
  if (/\.json$/i.test(file.name) || file.type === "application/json") return ask("application/ninjs+json", bytes, name);
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  ask("text/plain; charset=utf-8", text, name);
}

// ---- Showing

function render() {
  const a = analysis;
  const speaking = speakers();
  const named = speaking.filter((s) => s.id !== 0).length;
  const corrections = a.state.log.length;
  $("summary").textContent = a.quotes.length === 0
    ? "No quotation found"
    : `${count(a.quotes.length, "quotation")}, ${count(named, "speaker")}` + (corrections ? `, ${count(corrections, "correction")}` : "");
  $("undo").disabled = a.past.length === 0;
  const most = Math.max(1, ...speaking.map((s) => s.words));
  $("speakers").replaceChildren(...speaking.map((s) => speakerRow(s, most)));
  $("article").replaceChildren(...paragraphs(a.text, a.quotes).map(paragraph));
  renderDetail();
  mark();
}

// speakers lists those who say something, in order of their first quotation,
// and last the quotations that nobody is known to have said.
function speakers() {
  const by = new Map();
  for (const q of analysis.quotes) {
    const id = analysis.speakerOf(q);
    const s = by.get(id) ?? { id, quotes: 0, words: 0 };
    s.quotes++;
    s.words += words(q);
    by.set(id, s);
  }
  return [...by.values()].sort((a, b) => (a.id === 0) - (b.id === 0) || labelOf(a.id).order - labelOf(b.id).order);
}

// labelOf gives a speaker a letter and a colour, which stay.
function labelOf(id) {
  if (id === 0) return { label: "?", colour: 0, order: Infinity };
  if (!labels.has(id)) {
    const n = labels.size;
    const label = String.fromCharCode(65 + (n % 26)) + (n < 26 ? "" : Math.floor(n / 26));
    labels.set(id, { label, colour: 1 + (n % colours), order: n });
  }
  return labels.get(id);
}

function speakerRow(s, most) {
  const { label, colour } = labelOf(s.id);
  const about = analysis.speaker(s.id);
  const known = about ? [about.roles[0], about.gender !== "unknown" && about.gender].filter(Boolean).join(" · ") : "";
  const share = el("span", { class: "share" }, el("span", {}));
  share.firstChild.style.width = `${(100 * s.words) / most}%`;
  return el("li", {},
    el("button", { type: "button", class: `speaker c${colour}`, "data-speaker": s.id, "aria-pressed": shown.speaker === s.id, onclick: () => showSpeaker(shown.speaker === s.id && shown.quote === null ? null : s.id) },
      el("span", { class: "chip", "aria-hidden": "true" }, label),
      el("span", { class: "who" },
        el("span", { class: "name" }, analysis.name(s.id)),
        known ? el("span", { class: "quiet" }, known) : null,
        el("span", { class: "quiet" }, `${count(s.quotes, "quotation")}, ${count(s.words, "word")}`),
        share)));
}

function paragraph(p) {
  const out = el("p", {});
  for (const s of p.segments) {
    let at = out;
    if (s.quote) {
      const id = analysis.speakerOf(s.quote);
      const { label, colour } = labelOf(id);
      const kind = `c${colour} ${s.quote.kind}`;
      if (s.first) {
        const doubt = id !== 0 && !analysis.isAssigned(s.quote) && s.quote.confidence < unsure;
        const note = `${label}: quotation ${s.quote.id}, ${s.quote.kind}, ${analysis.name(id)}${doubt ? ", not sure" : ""}`;
        out.append(el("button", { type: "button", class: `chip ${kind}${doubt ? " doubt" : ""}`, "data-chip": s.quote.id, "aria-label": note, title: note, onclick: () => showQuote(s.quote) }, label));
      }
      // The button is what the keyboard reaches; the words take the mouse too.
      at = el("mark", { class: kind, "data-quote": s.quote.id, "data-speaker": id, onclick: () => !String(getSelection()) && showQuote(s.quote) });
      out.append(at);
    }
    at.append(s.cueOf.length === 0 ? s.text : el("span", { class: "tag", "data-tag": s.cueOf.join(" ") }, s.text));
  }
  return out;
}

// mark shows in the article and the list what the detail is about.
function mark() {
  const { speaker, quote } = shown;
  for (const m of $("article").querySelectorAll("mark")) {
    const on = quote !== null ? Number(m.dataset.quote) === quote : Number(m.dataset.speaker) === speaker;
    m.classList.toggle("on", on);
    m.classList.toggle("off", speaker !== null && !on);
  }
  for (const t of $("article").querySelectorAll("[data-tag]")) {
    t.classList.toggle("on", quote !== null && t.dataset.tag.split(" ").includes(String(quote)));
  }
  for (const b of $("speakers").querySelectorAll("button")) {
    b.setAttribute("aria-pressed", Number(b.dataset.speaker) === speaker);
  }
}

function showSpeaker(id) {
  shown = { speaker: id, quote: null };
  renderDetail();
  mark();
  if (id === null) return;
  const n = analysis.quotesOf(id).length;
  say(`${analysis.name(id)}: ${count(n, "quotation")} listed below the speakers.`);
}

// showQuote opens a quotation, brings it into view and moves the focus to its
// detail.
function showQuote(q) {
  shown = { speaker: analysis.speakerOf(q), quote: q.id };
  renderDetail();
  mark();
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("article").querySelector(`[data-quote="${q.id}"]`)?.scrollIntoView({ block: "nearest", behavior: smooth ? "smooth" : "instant" });
  $("detail-title").focus({ preventScroll: true });
}

function close() {
  const { speaker, quote } = shown;
  shown = { speaker: null, quote: null };
  renderDetail();
  mark();
  const from = quote !== null ? $("article").querySelector(`[data-chip="${quote}"]`) : $("speakers").querySelector(`[data-speaker="${speaker}"]`);
  from?.focus();
}

addEventListener("keydown", (e) => {
  if (e.key === "Escape" && shown.speaker !== null && !$("result").hidden) close();
});

// ---- The detail: a speaker or a quotation, and what can be corrected

function renderDetail() {
  const { speaker, quote } = shown;
  const box = $("detail");
  box.hidden = speaker === null;
  document.body.classList.toggle("detailed", speaker !== null);
  if (speaker === null) return box.replaceChildren();
  const q = analysis.quotes.find((q) => q.id === quote);
  box.className = `card c${labelOf(speaker).colour}`;
  box.replaceChildren(...(q ? quoteDetail(q) : speakerDetail(speaker)));
}

function head(title, ...rest) {
  return el("div", { class: "head" },
    el("h3", { id: "detail-title", tabindex: "-1" }, ...title),
    ...rest,
    el("button", { type: "button", class: "plain", "aria-label": "Close", title: "Close (Escape)", onclick: close }, "✕"));
}

function chip(id) {
  return el("span", { class: `chip c${labelOf(id).colour}`, "aria-hidden": "true" }, labelOf(id).label);
}

function speakerDetail(id) {
  const about = analysis.speaker(id);
  const out = [head([chip(id), analysis.name(id)])];
  if (about) {
    const aliases = about.aliases.length ? `Also: ${about.aliases.join(", ")}` : "";
    const lines = [about.roles.join("; "), aliases].filter(Boolean);
    for (const l of lines) out.push(el("p", { class: "quiet" }, l));
  }
  out.push(el("ol", { class: "said" }, ...analysis.quotesOf(id).map((q) =>
    el("li", {}, el("button", { type: "button", class: "plain", "data-said": q.id, onclick: () => showQuote(q) },
      el("q", { class: q.kind }, content(q)),
      el("span", { class: "quiet" }, evidence(q)))))));
  if (!about) return out;
  out.push(el("form", { class: "correct", onsubmit: (e) => rename(e, id) },
    el("label", { for: "name" }, "Name"),
    el("span", { class: "row" },
      el("input", { id: "name", name: "name", value: analysis.name(id), required: "", autocomplete: "off" }),
      el("button", { type: "submit" }, "Rename"))));
  const others = analysis.speakers.filter((s) => s.id !== id);
  if (others.length === 0) return out;
  out.push(el("form", { class: "correct", onsubmit: (e) => merge(e, id) },
    el("label", { for: "into" }, "Is the same as"),
    el("span", { class: "row" },
      el("select", { id: "into", name: "into" }, ...others.map((s) => option(s.id))),
      el("button", { type: "submit" }, "Merge"))));
  return out;
}

function quoteDetail(q) {
  const id = analysis.speakerOf(q);
  const list = analysis.quotes;
  const at = list.indexOf(q);
  const step = (by, label) => el("button", { type: "button", "data-step": by, disabled: list[at + by] ? null : "", onclick: () => showQuote(list[at + by]) }, label);
  const facts = [["Kind", q.kind], ["Reported as", q.factuality], ["Cue", q.cue?.text], ["Mention", q.mention?.text && `${q.mention.text} (${q.mention.kind})`],
    ["Speaker", sureness(q)],
    ["To", q.addressees.map((a) => analysis.name(a)).join(", ")], ["Inside", q.parent ? `quotation ${q.parent}` : ""],
    ["Note", q.unclosed ? "the closing mark is missing" : ""]];
  const name = el("input", { id: "new-name", name: "name", "aria-label": "Name of the new speaker", placeholder: "Name", autocomplete: "off", hidden: "" });
  const select = el("select", { id: "who", name: "who", onchange: () => {
    name.hidden = select.value !== "new";
    name.required = !name.hidden;
    if (!name.hidden) name.focus();
  } }, ...analysis.speakers.map((s) => option(s.id, id)), option(0, id), el("option", { value: "new" }, "Somebody else…"));
  return [
    head([chip(id), `Quotation ${q.id}`]),
    el("blockquote", {}, content(q)),
    el("p", {}, el("button", { type: "button", class: "link", "data-all": id, onclick: () => { showSpeaker(id); $("detail-title").focus(); } }, id === 0 ? "All without a speaker" : `All by ${analysis.name(id)}`)),
    el("dl", {}, ...facts.filter(([, v]) => v).flatMap(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])),
    el("form", { class: "correct", onsubmit: (e) => assign(e, q) },
      el("label", { for: "who" }, "Said by"),
      el("span", { class: "row" }, select, name, el("button", { type: "submit" }, "Change"))),
    el("p", { class: "actions" }, step(-1, "← Previous"), step(1, "Next →"),
      analysis.isAssigned(q) ? el("button", { type: "button", id: "restore", onclick: () => correct(() => analysis.restore(q), "The quotation is as it was found.") }, "As found") : null),
  ];
}

function option(id, chosen) {
  return el("option", { value: id, selected: id === chosen ? "" : null }, id === 0 ? "Unknown" : `${analysis.name(id)} (${labelOf(id).label})`);
}

const methods = { explicit: "by name", anaphoric: "by a pronoun or a description", implicit: "from the context" };

// sureness says how the speaker of q was found.
function sureness(q) {
  if (analysis.isAssigned(q)) return "changed by hand";
  if (q.speaker === 0) return "not found";
  return `${methods[q.method]}, ${Math.round(100 * q.confidence)}% sure`;
}

function evidence(q) {
  const s = sureness(q);
  return `${q.kind}, ${q.speaker === 0 && !analysis.isAssigned(q) ? "speaker " : ""}${s}`;
}

// ---- Correcting

// correct makes a change and shows it, with the keyboard's focus where it was.
function correct(f, message) {
  f();
  const q = analysis.quotes.find((q) => q.id === shown.quote);
  if (q) shown.speaker = analysis.speakerOf(q);
  else if (shown.speaker !== null && analysis.quotesOf(shown.speaker).length === 0) shown = { speaker: null, quote: null };
  render();
  say(message);
  if (shown.speaker === null) $("summary").focus({ preventScroll: true });
  else $("detail-title").focus({ preventScroll: true });
}

function rename(e, id) {
  e.preventDefault();
  const name = new FormData(e.target).get("name").trim().replace(/\s+/g, " ");
  const old = analysis.name(id);
  if (name === "" || name === old) return;
  const same = analysis.speakers.find((s) => s.id !== id && analysis.name(s.id) === name);
  if (same) {
    say(`There is a ${name} already: merge the two instead.`);
    $("into").value = same.id;
    $("into").focus();
    return;
  }
  correct(() => analysis.rename(id, name), `${old} is now ${name}.`);
}

function merge(e, id) {
  e.preventDefault();
  const into = Number(new FormData(e.target).get("into"));
  const [old, name] = [analysis.name(id), analysis.name(into)];
  shown.speaker = into;
  correct(() => analysis.merge(id, into), `${old} is the same as ${name}.`);
}

function assign(e, q) {
  e.preventDefault();
  const form = new FormData(e.target);
  const who = form.get("who");
  if (who === "new") {
    const name = form.get("name").trim().replace(/\s+/g, " ");
    if (name === "") return;
    const same = analysis.speakers.find((s) => analysis.name(s.id) === name);
    correct(() => same ? analysis.assign(q, same.id) : analysis.assignNew(q, name), `Quotation ${q.id} is now by ${name}.`);
    return;
  }
  const id = Number(who);
  if (id === analysis.speakerOf(q)) return say("That is who it is by already.");
  correct(() => analysis.assign(q, id), id === 0 ? `Nobody is known to have said quotation ${q.id}.` : `Quotation ${q.id} is now by ${analysis.name(id)}.`);
}

$("undo").addEventListener("click", () => {
  correct(() => analysis.undo(), "The last correction is undone.");
  ($("undo").disabled ? $("summary") : $("undo")).focus();
});

// ---- Downloading

$("json").addEventListener("click", () => save("json", "application/json", JSON.stringify(analysis.result(), null, 2) + "\n"));
// Spreadsheets take a file for UTF-8 only if it begins with this mark.
$("csv").addEventListener("click", () => save("csv", "text/csv", "\ufeff" + analysis.csv(analysis.file)));

function save(extension, type, body) {
  const url = URL.createObjectURL(new Blob([body], { type: `${type};charset=utf-8` }));
  const name = `${analysis.file}.quotations.${extension}`;
  el("a", { href: url, download: name }).click();
  analysis.saved();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(`${name} is downloaded.`);
}

// ---- Little things

function say(message) {
  $("status").textContent = message;
}

function warn(message) {
  $("alert").textContent = message;
  $("alert").hidden = message === "";
}

function count(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

// el makes an element. An attribute that is null is left out; one that begins
// with "on" is a listener.
function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) {
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else if (v !== null && v !== undefined) e.setAttribute(k, v);
  }
  e.append(...children.filter((c) => c !== null));
  return e;
}

$("example").addEventListener("click", () => {
  $("text").value = example;
  $("find").focus();
  say("The example is in the article's field.");
});

const example = `VARDE BRIDGE TO OPEN A YEAR LATE

The new bridge over the Varde will not carry a single car before next summer, the city admitted on Monday.

“We were too hopeful,” said Ingrid Solheim, the head of the roads department. “The ground under the east pier is softer than anyone had told us.”

Solheim said that the delay would cost “somewhere near four million”, most of it for new piles. She promised that nobody would pay a toll to make up for it.

Shopkeepers in the old town were not impressed. “First it was the river, then the winter, now the ground,” said Tomas Rey, who sells fishing tackle by the ferry landing. “I am waiting for the year in which they blame the fish.”

Mayor Peter Aldous called the criticism “a little unfair”. Asked whether he would resign, he laughed.

“No,” he said. “But I will walk across first, and they may throw what they like.”

According to two engineers who worked on the first plans, the city had been warned. “My chief used to say, ‘Drill twice, build once,’” one of them said. “They drilled once.”
`;
