// The article cut into paragraphs, and these into segments: runs of characters
// that all belong to the same quotation and to the same cues and mentions.

const mark = /["'“”„‟«»‹›‘’‚‛「」『』]/;

// paragraphs returns [{segments: [{text, quote, first, cueOf}]}]. quote is the
// innermost quotation around a segment, or undefined; first says that it
// begins here; cueOf lists the ids of the quotations whose cue or mention it is.
export function paragraphs(text, quotes) {
  const spans = [];
  for (const q of quotes) {
    for (const p of q.parts) {
      // The marks beside the words have the colour of the words.
      const start = p.start > q.span.start && mark.test(text[p.start - 1]) ? p.start - 1 : p.start;
      const end = p.end < q.span.end && mark.test(text[p.end]) ? p.end + 1 : p.end;
      spans.push({ start, end, quote: q });
    }
    for (const s of [q.cue, q.mention]) if (s?.end > s?.start) spans.push({ start: s.start, end: s.end, cueOf: q.id });
  }
  spans.sort((a, b) => a.start - b.start || b.end - a.end);

  const breaks = paragraphEdges(text);
  const edges = [...new Set([...breaks.flat(), ...spans.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const seen = new Set();
  const out = [];
  let open = [], next = 0, b = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    while (next < spans.length && spans[next].start <= start) open.push(spans[next++]);
    open = open.filter((s) => s.end > start);
    while (b < breaks.length && breaks[b][1] <= start) b++;
    if (b === breaks.length || start < breaks[b][0]) continue; // between paragraphs
    if (start === breaks[b][0]) out.push({ segments: [] });
    const around = open.filter((s) => s.quote);
    const inner = around.reduce((a, s) => (!a || s.end - s.start <= a.end - a.start ? s : a), undefined);
    out.at(-1).segments.push({
      text: text.slice(start, end),
      quote: inner?.quote,
      first: inner !== undefined && !seen.has(inner.quote.id),
      cueOf: open.filter((s) => s.cueOf).map((s) => s.cueOf),
    });
    if (inner) seen.add(inner.quote.id);
  }
  return out;
}

// paragraphEdges returns the [start, end) of each paragraph: what stands
// between blank lines or, in a text that has none, between line ends.
function paragraphEdges(text) {
  const separator = /\n\s*\n/.test(text.trim()) ? /\n[^\S\n]*\n\s*/g : /\n\s*/g;
  const out = [];
  let start = 0;
  const add = (end) => {
    if (text.slice(start, end).trim() !== "") out.push([start, end]);
  };
  for (const m of text.matchAll(separator)) {
    add(m.index);
    start = m.index + m[0].length;
  }
  add(text.length);
  return out;
}
