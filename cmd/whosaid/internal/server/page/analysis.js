// What the service found in one article, and what a person corrected in it.
// Nothing that was found is changed: corrections are kept beside it, so each
// can be taken back.

const unknown = 0; // the id of nobody

const columns = [
  "document", "lang", "quote", "parent", "kind", "text", "start", "end", "speaker_id", "speaker", "speaker_kind", "gender", "roles",
  "method", "confidence", "mention", "mention_kind", "cue", "addressees", "unclosed", "class", "factuality", "corrected", "found_speaker",
];

export class Analysis {
  // found is the service's answer, with its text and offsets in UTF-16.
  constructor(found) {
    this.found = found;
    this.text = found.text;
    this.quotes = found.quotes;
    this.state = {
      names: {}, // speaker id to new name
      into: {}, // speaker id to the speaker it was merged into
      assigned: {}, // quotation id to speaker id
      added: [], // speakers that the service did not find
      log: [],
    };
    this.past = [];
  }

  // speakers are those that were not merged into others.
  get speakers() {
    return [...this.found.speakers, ...this.state.added].filter((s) => !(s.id in this.state.into));
  }

  // speaker returns the speaker with an id, or undefined for nobody.
  speaker(id) {
    return this.speakers.find((s) => s.id === id);
  }

  name(id) {
    return this.state.names[id] ?? this.speaker(id)?.name ?? "Unknown";
  }

  // speakerOf returns the id of who said q, after corrections.
  speakerOf(q) {
    let id = this.state.assigned[q.id] ?? q.speaker;
    while (id in this.state.into) id = this.state.into[id];
    return id;
  }

  quotesOf(id) {
    return this.quotes.filter((q) => this.speakerOf(q) === id);
  }

  isAssigned(q) {
    return q.id in this.state.assigned;
  }

  // unsaved says that there are corrections which saved has not seen.
  get unsaved() {
    return this.state.log !== this.savedLog && this.state.log.length > 0;
  }

  saved() {
    this.savedLog = this.state.log;
  }

  // change keeps the state as it was, so that undo can bring it back.
  change(entry, f) {
    this.past.push(structuredClone(this.state));
    f(this.state);
    this.state.log = [...this.state.log, entry];
  }

  rename(id, name) {
    this.change({ action: "rename", speaker: id, from: this.name(id), to: name }, (s) => (s.names[id] = name));
  }

  merge(id, into) {
    this.change({ action: "merge", speaker: id, into }, (s) => (s.into[id] = into));
  }

  assign(q, id) {
    this.change({ action: "assign", quote: q.id, from: this.speakerOf(q), to: id }, (s) => (s.assigned[q.id] = id));
  }

  // assignNew gives q to a speaker that the service did not find.
  assignNew(q, name) {
    const id = 1 + Math.max(0, ...this.found.speakers.map((s) => s.id), ...this.state.added.map((s) => s.id));
    this.change({ action: "assign", quote: q.id, from: this.speakerOf(q), to: id, name }, (s) => {
      s.added.push({ id, name, kind: "unknown", gender: "unknown", aliases: [], roles: [], mentions: [] });
      s.assigned[q.id] = id;
    });
  }

  // restore gives q back to whom the service found.
  restore(q) {
    this.change({ action: "restore", quote: q.id }, (s) => delete s.assigned[q.id]);
  }

  undo() {
    this.state = this.past.pop() ?? this.state;
  }

  // result is the analysis with the corrections in it and marked: what has
  // "corrected" was changed by hand, and "found" says what it was.
  result() {
    const root = (id) => {
      while (id in this.state.into) id = this.state.into[id];
      return id;
    };
    const quotes = this.quotes.map((q) => {
      const speaker = this.speakerOf(q);
      const out = { ...q, speaker, addressees: [...new Set(q.addressees.map(root))] };
      if (this.isAssigned(q)) {
        out.method = "none"; // no method of the service: a person said so
        out.confidence = speaker === unknown ? 0 : 1;
      }
      if (this.isAssigned(q) || speaker !== q.speaker) {
        out.corrected = true;
        out.found = { speaker: q.speaker, method: q.method, confidence: q.confidence };
      }
      return out;
    });
    const used = new Set(quotes.flatMap((q) => [q.speaker, ...q.addressees]));
    const speakers = this.speakers.filter((s) => used.has(s.id)).map((s) => {
      const merged = this.found.speakers.concat(this.state.added).filter((o) => o.id !== s.id && root(o.id) === s.id);
      const name = this.name(s.id);
      const all = [s, ...merged];
      const aliases = new Set(all.flatMap((o) => [o.name, ...o.aliases]));
      aliases.delete(name);
      const out = {
        ...s, name, aliases: [...aliases],
        roles: [...new Set(all.flatMap((o) => o.roles))],
        mentions: all.flatMap((o) => o.mentions).sort((a, b) => a.start - b.start || a.end - b.end),
      };
      if (name !== s.name || merged.length > 0 || this.state.added.includes(s)) {
        out.corrected = true;
        if (!this.state.added.includes(s)) out.found = { name: s.name, merged: merged.map((o) => ({ id: o.id, name: o.name })) };
      }
      return out;
    });
    return { id: this.found.id, lang: this.found.lang, offsets: "utf16", text: this.text, quotes, speakers, corrections: this.state.log };
  }

  // csv has the columns of "whosaid extract -format csv", and two more: whether
  // a person corrected the row, and whom the service found.
  csv(document) {
    const found = new Map(this.found.speakers.map((s) => [s.id, s.name]));
    const { lang, quotes, speakers } = this.result();
    const by = new Map(speakers.map((s) => [s.id, s]));
    const rows = quotes.map((q) => {
      const s = by.get(q.speaker);
      return {
        document, lang, quote: q.id, parent: q.parent, kind: q.kind, text: q.parts.map((p) => p.text).join(" … "), start: q.span.start, end: q.span.end,
        speaker_id: q.speaker, speaker: s?.name ?? "", speaker_kind: s?.kind ?? "", gender: s?.gender ?? "", roles: s?.roles.join("; ") ?? "",
        method: q.method, confidence: q.confidence.toFixed(3), mention: q.mention?.text ?? "", mention_kind: q.mention?.kind ?? "", cue: q.cue?.text ?? "",
        addressees: q.addressees.map((id) => by.get(id).name).join("; "), unclosed: q.unclosed, class: q.class ?? "none", factuality: q.factuality ?? "asserted",
        corrected: q.corrected ?? false, found_speaker: found.get((q.found ?? q).speaker) ?? "",
      };
    });
    return [columns, ...rows.map((r) => columns.map((c) => r[c]))].map((r) => r.map(cell).join(",") + "\r\n").join("");
  }
}

// content is what was said, without marks.
export function content(q) {
  return q.parts.map((p) => p.text.replace(/\s+/g, " ").trim()).join(" … ");
}

// words counts what has a letter or a digit in it, between white space.
export function words(q) {
  return q.parts.reduce((n, p) => n + p.text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length, 0);
}

// cell quotes a value for CSV (RFC 4180). An apostrophe keeps spreadsheets
// from running what an article wrote as a formula.
function cell(value) {
  let s = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(s)) s = "'" + s;
  return /[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
}
