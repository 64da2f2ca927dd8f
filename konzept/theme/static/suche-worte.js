// German words for the search: which are the same word, which is part of another, which was meant. Knows no page.
"use strict";

window.Worte = (() => {
  // ä, ö, ü stay apart from a, o, u; other accents go. ID-01 and id1 are the same parts.
  const normal = (text) => text.normalize("NFD").replace(/[\u0300-\u0307\u0309-\u036f\u00ad\u200b]/g, "").normalize("NFC")
    .toLowerCase().replaceAll("ß", "ss");
  const PARTS = /\d{1,2}\.\d{1,2}\.\d{4}|[\p{L}\p{M}\u00ad]+|\d+/gu;
  const part = (word) => normal(word).replace(/(?<=^|\.)0+(?=\d)/g, "");
  // A day in words or in the order of machines is the same day in figures.
  const MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split(" ");
  const inFigures = (text) => text.replace(/(\d{1,2})\. ?(\p{L}{3,9}) (\d{4})/gu, (whole, day, name, year) => (MONTHS.includes(normal(name)) ? `${day}.${MONTHS.indexOf(normal(name)) + 1}.${year}` : whole))
    .replace(/\b(\d{4})-(\d\d)-(\d\d)\b(?!-)/g, "$3.$2.$1");
  const split = (text) => (inFigures(text).match(PARTS) || []).map(part).filter(Boolean);
  const fold = (word) => word.replaceAll("ä", "a").replaceAll("ö", "o").replaceAll("ü", "u");
  const spelled = (word) => [...new Set([word, word.replace(/ae/g, "ä").replace(/oe/g, "ö").replace(/(?<![aeq])ue/g, "ü")])];

  // Endings of inflection, and how many letters must stay before them. Short words keep more: "Raten" is not "Rat".
  const ENDINGS = [["innen", 5], ["ern", 4], ["em", 4], ["en", 4], ["er", 4], ["es", 3], ["et", 5], ["in", 5], ["e", 3], ["t", 5]];
  const cut = (word) => {
    for (const [ending, rest] of ENDINGS) if (word.endsWith(ending) && word.length - ending.length >= rest) return word.slice(0, -ending.length);
    return (/[bdfghklmnrt]s$/.test(word) && word.length > 5) || /..[dt]s$/.test(word) ? word.slice(0, -1) : word;
  };
  const stems = new Map();
  const stem = (word) => {
    let found = stems.get(word);
    if (found === undefined) {
      found = word;
      for (let shorter = cut(found); shorter !== found; shorter = cut(found)) found = shorter;
      stems.set(word, found);
    }
    return found;
  };

  // Haus and Häuser, Garten and Gärten; but not fordern and fördern, nor Schule and Schüler.
  const dots = (word) => word.replace(/[^äöü]/g, "").length;
  const isPlural = (one, many) => dots(many) > dots(one) && ((/e(rn?|n)?$/.test(many) && fold(many.replace(/(ern|er|en|e)$/, "")) === fold(one))
    || (/(er|en|el)n?$/.test(many) && !one.endsWith("ern") && fold(many.replace(/(?<=e[rl])n$/, "")) === fold(one)));
  // Beratung and beraten, but not Gründung and Gründe.
  const isDeed = (noun, verb) => /ung(en)?$/.test(noun) && /(en|er|ern|t)$/.test(verb) && !/ung(en)?$/.test(verb)
    && noun.replace(/ung(en)?$/, "").length >= 5 && stem(noun.replace(/ung(en)?$/, "")) === stem(verb);
  // Museum and Museen, Thema and Themen, Trauma and Traumata.
  const isForeign = (one, many) => one.length >= 5 && ((/(um|us|a|o)$/.test(one) && `${one.replace(/(um|us|a|o)$/, "")}en` === many) || (/ma$/.test(one) && `${one}ta` === many));
  const isForm = (a, b) => (a.length >= 4 && (`${a}s` === b || (a.endsWith("e") && `${a}n` === b))) || isPlural(a, b) || isForeign(a, b) || isDeed(a, b);
  const same = (a, b) => a === b || (a.length >= 3 && b.length >= 3 && (stem(a) === stem(b) || isForm(a, b) || isForm(b, a)));

  const SHORT = new Set(["amt", "rat", "ort", "bau", "tag", "weg", "uni", "vor", "bei", "aus", "mit", "neu", "alt"]);
  const JOINT = /^(es|en|er|s|n|e)?/;

  // The words of all pages, and whether something is one of them.
  class Vocabulary {
    constructor(words) {
      this.words = [...words];
      this.known = new Set(this.words.filter((word) => word.length >= 4 || SHORT.has(word)).flatMap((word) => [word, stem(word)]));
    }

    isWord(word) { return (word.length >= 4 || SHORT.has(word)) && (this.known.has(word) || this.known.has(stem(word))); }

    isModifier(word) { return this.isWord(word) || ["s", "n", "en", "es", "er", "e"].some((joint) => word.endsWith(joint) && this.isWord(word.slice(0, -joint.length))); }

    isRest(word) {
      const joints = [...new Set(["", JOINT.exec(word)[0], word[0]])].filter((joint) => joint === "" || JOINT.exec(joint)[0] === joint);
      return joints.some((joint) => this.isWord(word.slice(joint.length)));
    }

    // Whether a word is a part of a compound: its head ("Kurse" of "Sprachkurse"), or what stands before it.
    isPart(word, compound) {
      if (word.length < 3 || compound.length < word.length + 2) return false;
      for (let start = Math.max(3, compound.length - word.length - 3); start <= compound.length - Math.max(3, word.length - 2); start++) {
        if (!same(word, compound.slice(start))) continue;
        const before = compound.slice(0, start);
        if (this.isModifier(before) || (word.length >= 4 && before.length >= 4)) return true;
      }
      for (const begin of new Set([word, stem(word)])) {
        if (begin.length < 3 || (begin !== word && begin.length < 4)) continue;
        const place = compound.indexOf(begin);
        if (place < 0 || (place && !this.isModifier(compound.slice(0, place)))) continue;
        if (this.isRest(compound.slice(place + begin.length))) return true;
      }
      return false;
    }

    // Two words of which an unknown one is made, if there are such; else only its last one.
    partsOf(word) {
      let head = null;
      for (let place = 3; place <= word.length - 3; place++) {
        const [before, after] = [word.slice(0, place), word.slice(place)];
        if (!this.isWord(after)) continue;
        if (this.isModifier(before)) return [this.isWord(before) ? before : before.replace(/(es|en|er|s|n|e)$/, ""), after];
        if (after.length >= 4 && before.length >= 4 && !head) head = [after];
      }
      return head || this.beginOf(word);
    }

    // The longest known word that an unknown one begins with ("Quellenverzeichnis"), or what it is a "-schaft" of.
    beginOf(word) {
      const company = /^(.{4,})schaft(en)?$/.exec(word);
      if (company) return [company[1]];
      for (let place = word.length - 3; place >= 5; place--) if (this.isWord(word.slice(0, place))) return [word.slice(0, place)];
      return [];
    }

    // The known word that was meant by one with one or two letters wrong; the more frequent of two.
    meant(word, weight) {
      const most = word.length < 4 || /\d/.test(word) ? 0 : word.length < 6 ? 1 : 2;
      let best = null, least = most + 0.1, heaviest = 0;
      for (const other of most ? this.words : []) {
        if (other.length < 3 || Math.abs(other.length - word.length) > most || /\d/.test(other)) continue;
        const found = Math.min(...spelled(word).map((way) => distance(way, other, most)));
        if (found > 1 && other[0] !== word[0]) continue;
        if (found < least || (found === least && weight(other) > heaviest)) [best, least, heaviest] = [other, found, weight(other)];
      }
      return best;
    }
  }

  // Letters that are wrong, missing, too many or exchanged; an umlaut without its dots is half a fault.
  const distance = (a, b, most) => {
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const wrong = a[i - 1] === b[j - 1] ? 0 : fold(a[i - 1]) === fold(b[j - 1]) ? 0.5 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + wrong);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    return last[b.length];
  };

  return { PARTS, part, split, same, spelled, stem, Vocabulary };
})();
