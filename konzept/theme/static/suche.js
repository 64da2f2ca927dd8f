// Draws the hits of the search: what each is, how it stands, and the passage with the words. Works from a folder too.
"use strict";

(() => {
  const { PARTS, part } = window.Worte;
  const FIRST = 6, EXCERPT = 220;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // A text with the words that were found in marks.
  const highlighted = (text, marked) => {
    const made = [];
    let end = 0;
    for (const match of text.matchAll(PARTS)) {
      if (!marked.has(part(match[0]))) continue;
      made.push(text.slice(end, match.index), element("mark", {}, match[0]));
      end = match.index + match[0].length;
    }
    return [...made, text.slice(end)];
  };

  // The passage with the most different words that were found; without one, the beginning.
  const excerpt = (text, marked) => {
    const places = [...text.matchAll(PARTS)].map((match) => [match.index, part(match[0])]).filter(([, word]) => marked.has(word));
    let best = 0, most = 0;
    for (const [start] of places) {
      const inside = new Set(places.filter(([place]) => place >= start && place < start + EXCERPT - 40).map(([, word]) => word)).size;
      if (inside > most) [best, most] = [start, inside];
    }
    let start = Math.max(0, best - 40);
    if (start) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + EXCERPT);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    return [start, text.slice(start, end), end < text.length];
  };

  const row = ({ unit }, marked) => {
    const [tag, , direction] = unit.language;
    const spoken = tag ? { lang: tag, dir: direction } : {};
    const title = Suche.isRecommendation(unit) ? `${unit.id} ${unit.title}` : unit.title;
    const kind = unit.language[1] || unit.kind;
    const isMarked = unit.marks.some(([, words]) => words === kind);
    const marks = unit.marks.map(([look, words]) => [" ", element("span", { class: `marke ${look}` }, words)]).flat();
    const made = element("li", {}, element("p", { class: "titel" }, element("a", { href: unit.url, ...spoken }, ...highlighted(title, marked))),
      element("p", { class: "marken" }, ...(isMarked ? [] : [element("span", { class: "marke art-treffer" }, kind)]), ...(unit.place ? [" ", element("span", { class: "ort" }, unit.place)] : []), ...marks));
    const [start, text, more] = excerpt(unit.text, marked);
    if (text) made.append(element("p", { class: "auszug", ...spoken }, start ? "… " : "", ...highlighted(text, marked), more ? " …" : ""));
    return made;
  };

  const list = (title, hits, marked) => {
    if (!hits.length) return [];
    const rows = hits.map((hit) => row(hit, marked));
    const made = element("ol", { class: "treffer-liste" }, ...rows.slice(0, FIRST));
    const parts = [element("h3", {}, hits.length > 1 ? `${title} (${hits.length})` : title), made];
    if (rows.length > FIRST) {
      const more = element("button", { type: "button" }, `Weitere ${rows.length - FIRST} zeigen`);
      more.addEventListener("click", () => {
        made.append(...rows.slice(FIRST));
        more.remove();
        rows[FIRST].querySelector("a").focus();
      });
      parts.push(more);
    }
    return parts;
  };

  // Long typed words may be parted at a syllable, or, where there is none, somewhere.
  const SOFT = "\u00ad", VOWEL = "aeiouyäöü";
  const SYLLABLE = new RegExp(`([${VOWEL}][^${VOWEL}]*?)(?=(?:sch|ch|ph|th|[^${VOWEL}])[${VOWEL}])`, "gi");
  const parted = (text) => text.replace(/[\p{L}\p{N}]{20,}/gu, (word) => word.slice(0, 3) + word.slice(3, -3).replace(SYLLABLE, `$1${SOFT}`).replace(/[^\u00ad]{12}(?=[^\u00ad]{3})/g, `$&${SOFT}`) + word.slice(-3));

  const quoted = (words) => words.map((word) => `„${parted(word)}“`).join(" und ");
  // How the hits came about, if not by every word as it was typed.
  const explained = (query, found) => {
    const said = [];
    const asTyped = new Map([...query.matchAll(PARTS)].map(([word]) => [part(word), word])), typed = (words) => words.map((word) => asTyped.get(word) || word).join(" ");
    const meant = new Map(found.parts.filter((one) => one.how === "meant").map((one) => [one.words[0], Suche.spelling(one.meant)]));
    if (meant.size) {
      const words = query.replace(PARTS, (word) => meant.get(part(word)) || word);
      said.push(element("p", { class: "meinten-sie" }, "Meinten Sie ", element("a", { href: `?${new URLSearchParams({ q: words })}` }, `„${parted(words)}“`), "?"));
    }
    const sentences = [];
    for (const one of found.parts.filter((other) => other.how === "parts")) sentences.push(`${quoted([typed(one.words)])} steht so in keinem Text; gesucht ist ${quoted(one.parts.map((word) => Suche.spelling(word) || word))}.`);
    for (const one of found.parts.filter((other) => other.how === "other")) {
      sentences.push(`${quoted([one.words.map(Suche.spelling).join(" ")])} steht so in keinem Text; gezeigt ist, was zu einem verwandten Wort passt: ${one.instead.slice(0, 3).map((words) => quoted([words.map(Suche.spelling).join(" ")])).join(", ")}.`);
    }
    const missing = found.parts.filter((one) => !one.hits.size).map((one) => typed(one.words));
    if (missing.length && found.usable.length) sentences.push(`${quoted(missing)} ${missing.length > 1 ? "kommen" : "kommt"} nicht vor. Gezeigt ist, was zu den übrigen Wörtern passt.`);
    else if (!found.isWhole && found.usable.length) {
      sentences.push(found.most < found.parts.length ? "Alle Wörter zusammen stehen nirgends. Gezeigt ist, was zu den meisten von ihnen passt."
        : "Nicht jeder Treffer enthält alle Wörter.");
    }
    if (sentences.length) said.push(element("p", {}, sentences.join(" ")));
    return said;
  };

  // A large website has more texts than the first file: they are read at once if that one has no clear answer.
  const unread = (query, found) => {
    const files = Suche.unread();
    if (!files.length) return [];
    const read = () => Suche.readAll().then(() => show(query));
    if (!found.isWhole || found.parts.some((one) => one.how !== "word")) {
      read();
      return [element("p", {}, "Weitere Texte werden durchsucht …")];
    }
    const weight = Math.ceil(files.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000);
    const more = element("button", { type: "button" }, `Auch alles Übrige durchsuchen (${weight} kB)`);
    more.addEventListener("click", read);
    return [element("p", {}, "Durchsucht ist das Wichtigste. "), more];
  };

  const show = (query) => {
    const found = Suche.find(query);
    const number = found.lists.reduce((sum, [, hits]) => sum + hits.length, 0);
    const parts = found.parts.filter((one) => one.how === "parts").flatMap((one) => one.parts);
    const instead = found.parts.some((one) => ["meant", "other"].includes(one.how)) ? "ein ähnliches Wort" : ["", "einen Teil davon"][parts.length] ?? "Teile davon";
    const typed = `„${parted(query)}“`;
    const head = number && !instead ? `${number} Treffer für ${typed}` : `Kein Treffer für ${typed}`;
    const words = number && instead ? `${head}, aber ${number} für ${instead}` : head;
    document.getElementById("treffer-zahl").replaceChildren(element("h2", {}, words));
    const place = document.getElementById("treffer");
    place.replaceChildren(...explained(query, found));
    if (!number) {
      place.append(element("p", {}, "Vielleicht hilft ein kürzeres oder ein anderes Wort. Alle Seiten stehen im Menü."));
      const [page, title] = Suche.help() || [];
      if (page) place.append(element("p", {}, "Sie suchen Rat oder Hilfe? ", element("a", { href: page }, title)));
    }
    place.append(...found.lists.flatMap(([title, hits]) => list(title, hits, found.marked)), ...unread(query, found));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const query = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
    for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
    if (query) {
      document.title = `Suche: ${query} – ${document.title.split(" – ").pop()}`;
      show(query);
    } else {
      document.getElementById("frage").focus();
    }
  });
})();
