// The search: Sphinx' index of words, and our items with their kinds. Works from a folder too.
"use strict";

(() => {
  const SHOWN = 60;
  const BONUS = { Empfehlung: 30, Handlungsfeld: 25, "Vorschlag der Redaktion": 20, Konzept: 15, Begriff: 10, Seite: 5, Quelle: -5 };
  const OWN_PAGE = ["Empfehlung", "Vorschlag der Redaktion", "Handlungsfeld", "Konzept"];
  let index = { docnames: [], titles: [], terms: {}, titleterms: {} };
  let items = [];

  window.Search = {
    setIndex(data) { index = { ...index, ...data }; },
    setItems(rows) { items = rows.map(([id, kind, title, url]) => ({ id, kind, title, url })); },
  };

  // Umlauts written either way become the same letters.
  const fold = (text) => text.toLowerCase()
    .replace(/ä|ae/g, "a").replace(/ö|oe/g, "o").replace(/ü|ue/g, "u").replaceAll("ß", "ss");
  const compact = (text) => fold(text).replace(/[^a-z0-9]/g, "");

  const stem = (word) => {
    const found = fold(new Stemmer().stemWord(word.toLowerCase()));
    return found.length >= 3 ? found : fold(word);
  };

  const wordsOf = (query) => {
    const all = query.split(/[^\p{L}\p{N}-]+/u).filter(Boolean);
    const strong = all.filter((word) => !stopwords.has(word.toLowerCase()));
    return (strong.length ? strong : all).map((word) => ({ whole: fold(word), stem: stem(word) }));
  };

  // How well a word fits a text: as a word, as its beginning, or inside it.
  const fit = ({ whole, stem: root }, parts) => {
    let best = 0;
    for (const part of parts) {
      if (part === whole || part === root) return 40;
      if (part.startsWith(root)) best = Math.max(best, 30);
      else if (root.length >= 4 && part.includes(root)) best = Math.max(best, 20);
    }
    return best;
  };
  const fitAll = (words, parts) => {
    const scores = words.map((word) => fit(word, parts));
    return scores.every(Boolean) ? scores.reduce((a, b) => a + b, 0) / words.length : 0;
  };
  const parts = (text) => fold(text).split(/[^\p{L}\p{N}-]+/u).filter(Boolean);

  // SPR-01 is also typed as spr1, spr-1 or SPR 01.
  const number = (text) => compact(text).replace(/([a-z])0+(?=\d)/g, "$1");
  const idScore = (query, item) => {
    const wanted = number(query), own = number(item.id);
    if (wanted === own) return 1000;
    return wanted.length >= 3 && own.startsWith(wanted) ? 300 - item.id.length : 0;
  };

  // A page is also called by its name, and by a part of it that has a number: "Top 2", "top2".
  const nameScore = (query, title) => {
    const wanted = compact(query), own = compact(title);
    if (wanted === own) return 200;
    return wanted.length >= 4 && /[a-z]\d/.test(wanted) && own.includes(wanted) ? 100 : 0;
  };

  // For each page, how well the words of its text fit.
  const pageScores = (words) => {
    const totals = new Map();
    const listed = (found) => (Array.isArray(found) ? found : [found]);
    words.forEach((word, number) => {
      const best = new Map();
      for (const [terms, weight] of [[index.terms, 0.25], [index.titleterms, 0.75]]) {
        for (const [term, pages] of Object.entries(terms)) {
          const score = fit(word, [fold(term)]) * weight;
          if (score) for (const page of listed(pages)) best.set(page, Math.max(best.get(page) || 0, score));
        }
      }
      for (const [page, score] of best) {
        const before = totals.get(page) || { sum: 0, words: 0 };
        if (before.words === number) totals.set(page, { sum: before.sum + score, words: number + 1 });
      }
    });
    return [...totals].filter(([, total]) => total.words === words.length).map(([page, total]) => [page, total.sum / words.length]);
  };

  const find = (query) => {
    const words = wordsOf(query);
    const hits = new Map();
    const add = (url, hit) => {
      const known = hits.get(url);
      if (!known || known.score < hit.score) hits.set(url, { ...hit, url });
    };
    if (!words.length) return [];
    const owner = new Map(items.filter((item) => OWN_PAGE.includes(item.kind)).map((item) => [item.url.split("#")[0], item]));
    for (const item of items) {
      const score = idScore(query, item) || fitAll(words, [...parts(item.title), fold(item.id)]);
      if (score) add(item.url, { ...item, score: score + (BONUS[item.kind] || 0) });
    }
    const named = index.titles.map((title, page) => [page, nameScore(query, title)]).filter(([, score]) => score);
    for (const [page, score] of [...pageScores(words), ...named]) {
      const url = `${index.docnames[page]}.html`;
      const item = owner.get(url) || { kind: "Seite", title: index.titles[page], url };
      add(item.url, { ...item, score: score + (BONUS[item.kind] || 0) / 3 });
    }
    return [...hits.values()].sort((a, b) => b.score - a.score || a.title.localeCompare(b.title, "de"));
  };

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const row = (hit) => {
    const numbered = hit.kind === "Empfehlung" || hit.kind === "Vorschlag der Redaktion";
    const words = numbered ? `${hit.id} ${hit.title}` : hit.title;
    return element("li", {}, element("span", { class: "marke art-treffer" }, hit.kind), " ", element("a", { href: hit.url }, words));
  };

  const show = (query) => {
    const place = document.getElementById("treffer");
    const found = find(query);
    const head = found.length ? `${found.length} Treffer für „${query}“` : `Kein Treffer für „${query}“`;
    place.replaceChildren(element("h2", {}, head));
    if (!found.length) place.append(element("p", {}, "Vielleicht hilft ein kürzeres oder ein anderes Wort. Alle Seiten stehen im Menü."));
    if (found.length > SHOWN) place.append(element("p", {}, `Gezeigt sind die ersten ${SHOWN}. Ein weiteres Wort grenzt die Suche ein.`));
    place.append(element("ol", { class: "treffer-liste" }, ...found.slice(0, SHOWN).map(row)));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const query = (new URLSearchParams(location.search).get("q") || "").trim();
    for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
    if (query) {
      document.title = `Suche: ${query} – ${document.title.split(" – ").pop()}`;
      show(query);
    } else {
      document.getElementById("frage").focus();
    }
  });
})();
