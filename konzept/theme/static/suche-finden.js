// Finds the texts of all pages by German words, the best first. Draws nothing.
"use strict";

window.Suche = (() => {
  const { PARTS, part, split, same, spelled, Vocabulary } = window.Worte;
  const MOST_NAMED = 3;
  let RECOMMENDED = ["Empfehlung", "Vorschlag der Redaktion"], PLURAL = "Empfehlungen", GENERIC = "empfehlung";
  const RECORDS = ["Beratung", "Vorlage", "Entwicklung", "Stellungnahme", "Sachstand", "Termin"];
  const PAGES = ["Handlungsfeld", "Gremium", "Begriff", "Konzept", "Anlaufstelle"];
  // How much a hit of a kind counts; what only proves something comes behind what says it.
  const VALUE = { "Vorschlag der Redaktion": 0.8, Handlungsfeld: 1.4, Anlaufstelle: 1.4, Konzept: 1.3, Seite: 1.25, Begriff: 1.2, Gremium: 1.1, Kennzahl: 0.9, Beratung: 0.8, Vorlage: 0.7, Quelle: 0.5 };
  const TITLE = 12, MARKS = 5, TEXT = 1, PHRASE = 15, NUMBERED = 1000;
  const EMPTY = new Set(("aber alle allem allen aller alles als also am an auch auf aus bei beim bekomme bekommt bin bis bitte da damit dann darf das dass dazu dein dem den denn der des die dies diese diesem diesen dieser dieses doch dort du durch "
    + "bekommen brauche brauchen braucht ein eine einem einen einer eines er es etwas euch eure finde finden findet für gab geht gegen gehört gibt gilt habe haben hat hatte hier ich ihr ihre im in ins ist ja jede jeder jetzt kann kein keine können könnte man mehr mein meine mich mir mit möchte muss "
    + "nach nicht noch nun nur ob oder ohne sagt schon sehr sein seine seit sich sie sind so soll sollen sollte steht stehen suche über um und uns unser unsere unter viel viele vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werden wie wieso wieviel wieviele "
    + "will wir wird wo woher wohin worden wurde wurden zu zum zur zwischen the of and is are to for in how what where who").split(" "));

  // Words for what a page is: who looks for a "Gremien-Liste" means the page "Gremien".
  const FORMS = ["liste", "seite", "übersicht", "tabelle", "verzeichnis", "aufstellung", "erklärung", "kalender", "begriff"];
  const isForm = (word) => FORMS.some((form) => same(word, form));
  const isGeneral = (word) => same(word, GENERIC) || isForm(word);

  const WITHDRAWN = 0.3, OVER = 0.7, ONE_PART = 0.4;
  const isOver = (unit) => unit.marks.some(([look]) => look === "status-entfallen");
  const isWithdrawn = (unit) => unit.kind === RECOMMENDED[1] && isOver(unit);
  const isEmpty = (word) => spelled(word).some((way) => EMPTY.has(way));

  const given = new Map();
  let units = [], names = {}, synonyms = [], groups = [], further = [], vocabulary = null;
  let where = new Map(), shown = new Map(), stating = [];

  const count = (map, words, weight) => {
    for (const word of words) map.set(word, (map.get(word) || 0) + weight);
  };

  // What the build wrote; a further file has more texts, and the whole one where the first had its beginning.
  const lies = ({ texte, namen, synonyme, empfehlung, weitere }) => {
    if (empfehlung) [RECOMMENDED, PLURAL, GENERIC] = [[empfehlung[0], RECOMMENDED[1]], empfehlung[1], part(empfehlung[0])];
    for (const [kind, id, title, url, place, text, marks, ...language] of texte) given.set(`${url} ${title}`, { kind, id, title, url, place, text, marks, language });
    names = namen || names;
    synonyms = synonyme || synonyms;
    further = weitere || further;
    vocabulary = null;
  };
  // Each text with its words, and for each word the texts that have it.
  const prepare = () => {
    [units, where, shown] = [[...given.values()], new Map(), new Map()];
    for (const unit of units) {
      unit.name = split(unit.title);
      const isState = ([look]) => look.startsWith("status-"), marks = unit.marks.filter((mark) => !isState(mark)).map(([, words]) => words);
      unit.state = split(unit.marks.filter(isState).map(([, words]) => words.split(", Stand ")[0])[0] || "");
      unit.said = [unit.kind, unit.place, unit.language[1] || "", ...marks, unit.id].flatMap(split);
      unit.weights = new Map();
      count(unit.weights, new Set(unit.said), MARKS);
      count(unit.weights, new Set(unit.name), TITLE * (0.6 + 0.8 / Math.max(2, unit.name.length)));
      const text = new Map();
      count(text, split(unit.text), 1);
      for (const [word, number] of text) count(unit.weights, [word], TEXT * (1 + Math.log(number)));
      for (const word of unit.weights.keys()) {
        if (!where.has(word)) where.set(word, []);
        where.get(word).push(unit);
      }
    }
    groups = synonyms.map((group) => group.map(split));
    for (const text of [...units.flatMap((unit) => [unit.title, unit.text, unit.kind, unit.place]), ...synonyms.flat()]) {
      for (const [word] of text.matchAll(PARTS)) if (!shown.has(part(word))) shown.set(part(word), word.replaceAll("\u00ad", ""));
    }
    vocabulary = new Vocabulary(new Set([...where.keys(), ...groups.flat(2)]));
  };
  // The known words that a word finds, with how well they fit.
  const fitting = (word) => {
    const found = new Map();
    const ways = spelled(word);
    const digits = /^\d/.test(word);
    for (const other of where.keys()) {
      for (const way of ways) {
        const fit = other === way ? 1 : digits ? (other.endsWith(`.${way}`) ? 0.8 : 0) : same(way, other) ? 0.9 : vocabulary.isPart(way, other) ? 0.55 : 0;
        if (fit > (found.get(other) || 0)) found.set(other, fit);
      }
    }
    return found;
  };
  // The texts with one of these words.
  const among = (words) => {
    const found = new Map();
    for (const [word, fit] of words) {
      for (const unit of where.get(word) || []) found.set(unit, Math.max(found.get(unit) || 0, fit * unit.weights.get(word)));
    }
    return found;
  };
  const both = (maps) => new Map([...maps[0]].filter(([unit]) => maps.every((map) => map.has(unit)))
    .map(([unit]) => [unit, maps.reduce((sum, map) => sum + map.get(unit), 0) / maps.length]));

  const join = (target, map, factor) => {
    for (const [key, value] of map) target.set(key, Math.max(target.get(key) || 0, value * factor));
  };

  // Whether words of the query are a phrase of the synonyms.
  const isPhrase = (phrase, words) => phrase.length === words.length && phrase.every((word, place) => spelled(words[place]).some((way) => same(way, word)));
  // What one word of the query finds: by itself and its synonyms; else by its beginning, its parts, or what was meant.
  const asked = (words) => {
    const marked = fitting(words[0]);
    let hits = among(marked);
    if (words.length > 1) {
      const all = words.map(fitting);
      hits = both(all.map(among));
      all.forEach((found) => join(marked, found, 1));
    }
    for (const unit of stating) if (words.every((word) => unit.state.includes(word))) hits.set(unit, Math.max(hits.get(unit) || 0, MARKS));
    const isThere = hits.size > 0, own = isThere ? 0.4 : 0.7, instead = [];
    for (const phrase of groups.filter((group) => group.some((one) => isPhrase(one, words))).flat()) {
      const found = phrase.map(fitting), more = both(found.map(among));
      if (more.size && !instead.includes(phrase)) instead.push(phrase);
      join(hits, more, own);
      found.forEach((map) => join(marked, map, own));
    }
    return { words, hits, marked, how: isThere ? "word" : hits.size ? "other" : "", instead };
  };
  const begin = (root) => new Map([...where.keys()].filter((other) => spelled(root).some((way) => other.startsWith(way))).map((other) => [other, 0.5]));
  const beginning = (root) => ({ marked: begin(root), hits: among(begin(root)) });
  const frequency = (word) => (where.get(word) || []).length;
  const evaluate = (words) => {
    const found = asked(words);
    const [word] = words;
    if (found.hits.size || words.length > 1) return found;
    if (word.length >= 3 && begin(word).size) return { ...found, ...beginning(word), how: "begin" };
    const parts = spelled(word).map((way) => vocabulary.partsOf(way)).sort((a, b) => b.length - a.length)[0];
    const fromParts = () => {
      const all = parts.map((one) => asked([one]));
      const hits = both(all.map((one) => one.hits));
      // A page that is called as one of them is meant too; where only a source has both, one of them often is.
      if (hits.size) all.forEach((one, place) => join(hits, new Map([...one.hits].filter(([unit]) => strong(unit.name).length === 1 && same(strong(unit.name)[0], parts[place]))), 1));
      if (hits.size && [...hits.keys()].every(({ kind }) => kind === "Quelle")) all.forEach((one) => join(hits, one.hits, ONE_PART));
      const marked = new Map();
      all.forEach((one) => join(marked, one.marked, 0.6));
      return { words, hits, marked, how: hits.size ? "parts" : "", parts };
    };
    if (parts.length > 1) {
      const made = fromParts();
      if (made.hits.size) return made;
    }
    const meant = vocabulary.meant(word, frequency);
    if (meant && asked([meant]).hits.size) return { ...asked([meant]), words, how: "meant", meant };
    if (parts.length) return parts.length > 1 && !fromParts().hits.size ? { ...asked([parts[0]]), words, how: "parts", parts: [parts[0]] } : fromParts();
    const root = word.slice(0, Math.max(6, Math.ceil(word.length * 0.6)));
    return root.length < word.length && begin(root).size ? { ...found, ...beginning(root), how: "parts", parts: [`${root}…`] } : found;
  };

  // The words that are looked for; a phrase of the synonyms stays together.
  const wordsOf = (all) => {
    const phrases = groups.flat().filter((phrase) => phrase.length > 1);
    const found = [];
    for (let place = 0; place < all.length;) {
      const phrase = phrases.find((one) => one.every((word, offset) => all[place + offset] !== undefined && same(word, all[place + offset])));
      const length = phrase ? phrase.length : 1;
      found.push(all.slice(place, place + length));
      place += length;
    }
    const telling = found.filter((words) => words.length > 1 || !isEmpty(words[0]));
    return { all, wanted: telling.length ? telling : found };
  };

  const contains = (words, wanted) => wanted.length > 0 && words.some((_, start) => wanted.every((word, place) => words[start + place] === word));
  // SPR-01 is also typed as spr1, spr-1 or SPR 01, alone or in a sentence: the words that name an item.
  // A paper is also called by its number alone, with or without what stands before it: 2019/367, V/2019/367.
  const naming = (unit, all) => {
    const own = split(unit.id), wanted = own.join("");
    const [year, number] = [all.findIndex((word) => /^\d{4}$/.test(word)), own.findIndex((word) => /^\d{4}$/.test(word))];
    if (unit.kind === "Vorlage" && year >= 0 && number >= 0 && all[year + 1] && own[number] === all[year] && own[number + 1] === all[year + 1]) {
      return all.slice(year && all[year - 1] === own[number - 1] ? year - 1 : year, year + 2);
    }
    for (let start = 0; wanted && start < all.length; start++) {
      for (let end = start + 1; end <= all.length; end++) if (all.slice(start, end).join("") === wanted) return all.slice(start, end);
    }
    return [];
  };

  // Where no text has all words, a rare one tells more than a frequent one in a title.
  const score = (unit, parts, all, isWhole) => {
    let sum = 0;
    for (const { hits } of parts) if (hits.has(unit)) sum += hits.get(unit) * Math.log(1 + units.length / hits.size) ** (isWhole ? 1 : 2);
    if (all.length > 1 && (contains(unit.name, all) || contains(unit.said, all) || contains(unit.state, all))) sum += PHRASE;
    return sum * (VALUE[unit.kind] || (isRecommendation(unit) ? 1.1 : 1)) * (isWithdrawn(unit) ? WITHDRAWN : isOver(unit) ? OVER : 1);
  };

  // Where a hyphen parts a word that is known whole, it is that word: Zeit-Achse. So it is where no text has both of its parts.
  const apart = (words) => both(words.map((word) => among(fitting(part(word))))).size > 0;
  const joined = (query) => query.replace(/(\p{L}{2,})[-\u2010-\u2015](\p{L}{2,})/gu, (whole, ...words) => (vocabulary.isWord(part(words[0] + words[1])) || !apart(words.slice(0, 2)) ? words[0] + words[1] : whole));
  // A page that is called as the query says needs no word more for what it is.
  const isCalled = (unit, telling) => isPage(unit) && telling.length > 0 && telling.every((one) => unit.name.some((word) => one.marked.has(word)));

  // A text counts by the words of the query that it has, the rare ones most; all of them is best.
  const find = (query) => {
    if (!vocabulary) prepare();
    const typed = split(joined(query));
    // How something stands is said on many pages, in words of other things too: it counts where the query says just that.
    stating = units.filter(({ state }) => contains(typed, state) || (typed.length > 1 && contains(state, typed)));
    const numbered = units.map((unit) => [unit, naming(unit, typed)]).filter(([, words]) => words.length);
    const numbers = new Set(numbered.flatMap(([, words]) => words));
    const { all, wanted } = wordsOf(typed.filter((word) => !numbers.has(word)));
    const parts = wanted.map(evaluate);
    const usable = parts.filter((one) => one.hits.size);
    const meant = all.flatMap((word) => {
      const found = parts.find((one) => one.words[0] === word) || {};
      return found.how === "parts" && found.parts.length > 1 ? found.parts : [found.meant || word];
    });
    const candidates = new Set(usable.flatMap((one) => [...one.hits.keys()]));
    const [said, called] = [isForm, isGeneral].map((isLess) => usable.filter(({ words }) => !words.every(isLess)));
    const telling = called.length ? called : said;
    const counted = [...candidates].map((unit) => [unit, isCalled(unit, telling) ? usable.length : usable.filter((one) => one.hits.has(unit)).length]);
    const most = Math.max(0, ...counted.map(([, having]) => having));
    const scored = counted.map(([unit, having]) => {
      const raw = score(unit, usable, meant, most === parts.length);
      return { unit, having, raw, score: raw * (having / parts.length) };
    });
    const best = Math.max(0, ...scored.filter(({ having }) => having === most).map((hit) => hit.score));
    const found = scored.filter((hit) => hit.having === most || hit.raw > best);
    for (const [unit, words] of numbered) {
      const known = found.find((hit) => hit.unit === unit), exact = NUMBERED * (1 + split(unit.id).filter((word) => words.includes(word)).length);
      if (known) known.score += exact;
      else found.push({ unit, having: most, score: exact });
    }
    found.sort((a, b) => b.score - a.score || a.unit.title.localeCompare(b.unit.title, "de"));
    const isWhole = most === parts.length;
    return { ...sorted(found, meant, usable, isWhole), parts, usable, isWhole: isWhole && found.every(({ having }) => having === most), most };
  };

  // A source is what is looked for only by a number or by the word for such a paper; how many is asked of figures.
  const PROOF = ["niederschrift", "vorlage", "mitteilung", "pressemitteilung", "zeitung", "nachrichten", "bericht", "artikel", "antrag", "quelle"], COUNTED = /\b(wie viele|wieviele|anzahl)\b/;
  const isProof = (all) => all.some((word) => /\d/.test(word) || PROOF.some((paper) => same(word, paper)));
  const has = (words, wanted) => words.some((word) => spelled(wanted).some((way) => same(way, word)));
  const strong = (words) => {
    const found = words.filter((word) => !isEmpty(word));
    return found.length ? found : words;
  };
  // How much a title is what the query says: the name of a page, the same words, its beginning, half of it.
  const DAY = /^\d{1,2}\.\d{1,2}\.\d{4}$/, DATED = ["Beratung", "Termin"], PROCEEDING = ["beschluss", "sitzung", "beratung", "entscheidung"];
  const likeness = (title, isPage, all, isDated = false) => {
    const [own, strongest] = [strong(title), strong(all)];
    const without = (words, isLess) => (words.every(isLess) ? words : words.filter((word) => !isLess(word) || has(own, word)));
    const wanted = without(without(strongest, isForm), (word) => same(word, GENERIC));
    if (!wanted.every((word) => has(own, word))) return 0;
    const exact = wanted.every((word) => own.includes(word)) ? 0.5 : 0;
    const left = own.filter((word) => !has(wanted, word));
    if (!left.length) return (isPage ? 3 : 1.8) + exact;
    if (isDated && wanted.some((word) => DAY.test(word))) return 1.7;
    if (isPage && contains(own.slice(0, wanted.length), wanted)) return 2 + exact;
    const share = left.join("").length / own.join("").length;
    return share <= 0.5 || (contains(title, all) && /\d/.test(all.join(""))) ? 1 + exact : 0;
  };
  const isPage = (unit) => !unit.url.includes("#") || PAGES.includes(unit.kind);
  const named = (unit, typed) => {
    const kind = typed.filter((word) => unit.kind === "Seite" || !same(word, part(unit.kind))), all = kind.length ? kind : typed;
    if (RECOMMENDED.includes(unit.kind) || (unit.kind === "Quelle" && !isProof(all))) return 0;
    if (unit.language.length) return contains(split(unit.language[1]), all) && unit.url.endsWith("index.html") ? 4 : 0;
    const byMenu = Object.entries(names).filter(([, url]) => url === unit.url).map(([name]) => likeness(split(name), true, all) * 2);
    const field = unit.kind === "Handlungsfeld" && strong(all).every((word) => has(unit.name, word)) ? 2 : 0;
    // Of a day the Beratung is meant, whatever word for it stands beside the day.
    const isDated = DATED.includes(unit.kind), day = isDated && all.some((word) => DAY.test(word));
    const asked = day ? all.filter((word) => !PROCEEDING.some((other) => same(other, word))) : all;
    // A page that is called as a synonym says is meant too, but behind one that is called as the query says.
    const others = isPage(unit) ? groups.filter((group) => group.some((phrase) => isPhrase(phrase, all))).flat() : [];
    const alike = Math.max(0, ...others.map((phrase) => likeness(unit.name, true, phrase) / 2));
    return Math.max(field, likeness(unit.name, isPage(unit), asked, isDated), alike, ...byMenu);
  };

  // What is called as the query says comes first, then recommendations, then the rest; other languages apart.
  const sorted = (found, all, usable, isWhole) => {
    const marked = new Set(usable.flatMap((one) => [...one.marked.keys()]));
    const ids = found.filter((hit) => hit.score >= NUMBERED);
    const isRecommended = ({ unit }) => RECOMMENDED.includes(unit.kind);
    const inTitle = ({ unit }) => !isWithdrawn(unit) && usable.every((one) => unit.name.some((word) => one.marked.has(word)));
    // What was said of a recommendation has its name, but comes behind it.
    const isTitled = found.some((hit) => isRecommended(hit) && inTitle(hit));
    const mayLead = ({ unit }) => !isTitled || !RECORDS.includes(unit.kind) || isProof(all);
    let likest = found.map((hit) => ({ ...hit, named: named(hit.unit, all) })).filter((hit) => hit.named && mayLead(hit))
      .sort((a, b) => b.named - a.named || b.score - a.score);
    if (!likest.length && !isTitled) likest = found.filter((hit) => !hit.unit.language.length && (hit.unit.kind !== "Quelle" || isProof(all)) && inTitle(hit));
    if (all.join(" ").match(COUNTED)) likest = [...found.filter(({ unit }) => unit.kind === "Kennzahl"), ...likest];
    const direct = [...ids, ...likest.filter(({ unit }) => !ids.some((hit) => hit.unit === unit)).slice(0, MOST_NAMED)];
    const rest = found.filter(({ unit }) => !direct.some((hit) => hit.unit === unit));
    const foreign = rest.filter(({ unit }) => unit.language.length);
    const german = [direct, rest.filter(isRecommended), rest.filter((hit) => !isRecommended(hit) && !hit.unit.language.length)];
    const isForeign = !direct.length && !german[1].length && german.flat().length < foreign.length;
    const titles = ["Genau dazu", `${PLURAL} und Vorschläge`, german[0].length || german[1].length ? "Andere Seiten" : "Seiten"];
    const lists = german.map((hits, number) => [titles[number], hits]);
    const apart = [`In anderer Sprache: ${[...new Set(foreign.map(({ unit }) => unit.language[1]))].join(", ")}`, foreign];
    const weight = ([, hits]) => (hits.length ? hits[0].score * (isRecommended(hits[0]) ? 1.6 : 1) : 0);
    if (!isWhole) lists.sort((one, other) => weight(other) - weight(one));
    return { lists: isForeign ? [apart, ...lists] : [...lists, apart], marked };
  };

  // The files that are not read yet, with their weight in bytes.
  const unread = () => further;
  // Read them all; a website that is opened from a folder can read scripts only.
  const readAll = () => {
    const files = further.splice(0);
    return Promise.all(files.map(([name]) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: name, onload: resolve, onerror: reject });
      document.head.append(script);
    })));
  };

  const spelling = (word) => shown.get(word);
  const isRecommendation = (unit) => RECOMMENDED.includes(unit.kind);
  // The page with places where people get help, for those whom no text helps.
  const help = () => {
    const place = units.find((unit) => unit.kind === "Anlaufstelle" && !unit.language.length);
    return place ? [place.url.split("#")[0], place.place] : null;
  };
  return { lies, find, unread, readAll, spelling, isRecommendation, help };
})();
