// Elements of the page; text always comes in as text.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function list(entries, content) {
  return element("ul", {}, ...entries.map((entry) => element("li", {}, ...content(entry))));
}

// A preview that the program has drawn; its links lead nowhere, its headings stand below those of the page.
export function show(place, markup) {
  const drawn = new DOMParser().parseFromString(markup, "text/html").body;
  for (const link of drawn.querySelectorAll("a")) link.replaceWith(element("span", { class: "verweis" }, ...link.childNodes));
  for (const known of drawn.querySelectorAll("[id]")) known.removeAttribute("id");
  for (const heading of drawn.querySelectorAll("h1, h2, h3")) {
    heading.replaceWith(element(`h${Math.min(6, Number(heading.localName[1]) + 3)}`, {}, ...heading.childNodes));
  }
  place.replaceChildren(...drawn.childNodes);
}
