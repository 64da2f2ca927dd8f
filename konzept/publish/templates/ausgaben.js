// Leads from a page to the same page of another Ausgabe, and says so on a page that is not the newest.
// The data stands in front of this script, at the root of the site: old pages learn of new Ausgaben
// without being built again. A classic script, so that it works from a folder too.
"use strict";

(() => {
  const { ausgaben, fehlt, melden } = window.AUSGABEN;
  const root = new URL(".", document.currentScript.src);
  const place = decodeURIComponent(location.pathname).slice(decodeURIComponent(root.pathname).length);
  const [folder, ...rest] = place.split("/");
  const newest = ausgaben[0];
  const here = folder === "aktuell" ? newest : ausgaben.find((ausgabe) => ausgabe.name === folder);
  if (!here) return;

  let page = rest.join("/");
  if (page === "" || page.endsWith("/")) page += "index.html";
  else if (!/\.[a-z]+$/.test(page)) page += ".html";

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // The page of another Ausgabe that stands for this one, or its start page, which then says why.
  const target = (ausgabe) => {
    const base = new URL(`${ausgabe === newest ? "aktuell" : ausgabe.name}/`, root);
    const lacking = Object.hasOwn(fehlt, page) ? fehlt[page] : {};
    if (!Object.hasOwn(lacking, ausgabe.name)) return { url: new URL(encodeURI(page), base), kind: "same" };
    if (lacking[ausgabe.name]) return { url: new URL(encodeURI(lacking[ausgabe.name]), base), kind: "moved" };
    const url = new URL("index.html", base);
    url.searchParams.set("fehlt-aus", here.name);
    return { url, kind: "start" };
  };
  const link = (ausgabe, ...words) => {
    const made = element("a", {}, ...words);
    const { url, kind } = target(ausgabe);
    const set = () => {
      if (kind !== "start") url.hash = location.hash;
      made.href = url.href;
    };
    set();
    window.addEventListener("hashchange", set);
    return made;
  };

  const german = { lang: "de", dir: "ltr" }; // also on pages in other languages

  const switcher = () => {
    const entries = ausgaben.map((ausgabe) => {
      const note = target(ausgabe).kind === "start" ? "ohne diese Seite; führt zur Startseite" : ausgabe === newest ? "aktuell" : "";
      const made = link(ausgabe, `${ausgabe.titel} vom ${ausgabe.datum}`, ...(note ? [element("small", {}, note)] : []));
      if (ausgabe === here) made.setAttribute("aria-current", "true");
      return element("li", {}, made);
    });
    const list = element("a", { href: new URL("ausgaben/index.html", root).href }, "Alle Ausgaben, Prüfsummen");
    const details = element("details", {}, element("summary", {}, `Ausgabe: ${here.titel.replace(/^Ausgabe /, "")}`), element("ul", {}, ...entries, element("li", {}, list)));
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.firstChild.focus();
    });
    return element("nav", { class: "ausgaben-wahl", "aria-label": "Ausgabe wählen", ...german }, details);
  };

  const banner = () => {
    const { kind } = target(newest);
    const [attributes, text, words] = document.documentElement.lang.startsWith("en")
      ? [{ lang: "en", dir: "ltr", "aria-label": "Note on the edition" }, `You are reading the edition “${here.titel}” of ${here.datum}. The current one is “${newest.titel}” of ${newest.datum}: `,
        { same: "the same page there", moved: "the same page there, at a new address", start: "to the start page (in German), since this page is no longer there" }]
      : [{ ...german, "aria-label": "Hinweis zur Ausgabe" }, `Sie lesen die Ausgabe „${here.titel}“ vom ${here.datum}. Aktuell ist „${newest.titel}“ vom ${newest.datum}: `,
        { same: "dieselbe Seite dort", moved: "dieselbe Seite dort, unter neuer Adresse", start: "zur Startseite, denn diese Seite gibt es dort nicht mehr" }];
    return element("aside", { class: "ausgaben-hinweis", ...attributes }, element("p", {}, text, link(newest, words[kind]), "."));
  };

  const absent = () => {
    const from = ausgaben.find((ausgabe) => ausgabe.name === new URLSearchParams(location.search).get("fehlt-aus"));
    if (!from || page !== "index.html") return [];
    const text = `Die Seite, von der Sie kommen (Ausgabe „${from.titel}“), gibt es in dieser Ausgabe nicht. Sie sind auf der Startseite.`;
    return [element("aside", { class: "ausgaben-fort", "aria-label": "Hinweis zum Wechsel", ...german }, element("p", {}, text))];
  };

  const head = document.querySelector("header.kopf > .breite");
  if (head) head.append(switcher());
  else document.body.prepend(switcher());
  const notes = [...(here === newest ? [] : [banner()]), ...absent()];
  const header = document.querySelector("header.kopf");
  if (header) header.after(...notes);
  else document.body.prepend(...notes);
  // Only the current Ausgabe has the Redaktion beside it, and only its pages lead there.
  if (melden && folder === "aktuell") document.head.append(element("script", { src: new URL(`aktuell/${melden}`, root).href }));
})();
