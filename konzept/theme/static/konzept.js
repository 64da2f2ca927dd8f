// Makes tables sortable and filterable, and closes the menu behind who leaves it. Without it every table is there, whole.
"use strict";

(() => {
  const MONTHS = ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"];
  const MIN_ROWS = 3, MIN_FILTERED = 6;
  const WIDE = matchMedia("(min-width: 52.01rem)");

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const SOFT = /\u00ad/g; // soft hyphens are there for the eye only
  const shown = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const text = (node) => shown(node).replace(SOFT, "");

  // A text that sorts as readers expect: German dates and numbers by their value.
  const key = (cell) => {
    if (cell.dataset.sort) return cell.dataset.sort;
    const words = text(cell);
    const day = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(words);
    if (day) return `${day[3]}-${day[2]}-${day[1]}`;
    const month = /^(\p{L}+) (\d{4})$/u.exec(words);
    const number = month ? MONTHS.indexOf(month[1].toLowerCase()) : -1;
    if (number >= 0) return `${month[2]}-${String(number + 1).padStart(2, "0")}`;
    return /^[\d.]+(,\d+)?( |$)/.test(words) ? words.replaceAll(".", "").replace(",", ".") : words;
  };
  const order = new Intl.Collator("de", { numeric: true }).compare;

  // The values of a cell: one for each of its lines.
  const values = (cell) => {
    if (cell.dataset.filter) return [cell.dataset.filter];
    const lines = cell.querySelectorAll("p");
    return [...(lines.length ? lines : [cell])].map(text);
  };

  const sort = (table, heads, column, descending) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [key(row.cells[column]), row]);
    rows.sort(([a], [b]) => order(a, b) * (descending ? -1 : 1));
    body.append(...rows.map(([, row]) => row));
    heads.forEach((head, number) => {
      if (number === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const addSorting = (table, heads) => {
    heads.forEach((head, column) => {
      const button = element("button", { type: "button", title: "Nach dieser Spalte sortieren" }, shown(head));
      button.addEventListener("click", () => sort(table, heads, column, head.getAttribute("aria-sort") === "ascending"));
      head.dataset.kopf = text(head);
      head.replaceChildren(button);
    });
  };

  let choices = 0;
  const choice = (label, options, change) => {
    const id = `wahl-${++choices}`;
    const select = element("select", { id, autocomplete: "off" }, ...options.map(([value, words]) => element("option", { value }, words)));
    select.addEventListener("change", change);
    return [element("div", { class: "wahl" }, element("label", { for: id }, label), select), select];
  };

  // What is chosen stands in the address, so that it can be shared and survives a reload and the way back.
  const chosen = (name) => new URLSearchParams(location.search).get(name) || "";
  const keep = (filters) => {
    const address = new URL(location.href);
    for (const { name, select } of filters) {
      if (select.value) address.searchParams.set(name, select.value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  // Tables with the same caption have filters with names of their own.
  const names = new Map();
  const named = (words) => {
    names.set(words, (names.get(words) || 0) + 1);
    return names.get(words) > 1 ? `${words} (${names.get(words)})` : words;
  };

  // What a table counts: recommendations and, apart, proposals of the Redaktion and those withdrawn, not free places; else its rows.
  const counted = (table, rows) => {
    const words = table.dataset.zaehlt;
    if (!words) return [["Einträgen", rows]];
    const own = rows.filter(link);
    const isProposal = (row) => row.classList.contains("vorschlag"), isOver = (row) => row.querySelector(".status-entfallen") !== null;
    const proposed = own.filter(isProposal);
    return [[words, own.filter((row) => !isProposal(row))], ["Vorschlägen der Redaktion", proposed.filter((row) => !isOver(row))], ["zurückgezogenen Vorschlägen", proposed.filter(isOver)]].filter(([, found]) => found.length);
  };
  // The same item may stand in several rows; a free place has no number that leads to it.
  const link = (row) => row.querySelector(row.querySelector(".vorn") ? ".vorn a" : ".haupt a");
  const number = (rows) => new Set(rows.map((row) => link(row)?.href || row)).size;

  let filtered = 0;
  const addFilters = (table, heads) => {
    const rows = [...table.tBodies[0].rows];
    const count = element("output", {});
    const groups = counted(table, rows);
    const filters = [];
    const apply = () => {
      for (const row of rows) row.hidden = !filters.every(({ column, select }) => !select.value || values(row.cells[column]).includes(select.value));
      table.hidden = rows.every((row) => row.hidden);
      reset.hidden = filters.every(({ select }) => !select.value);
      count.value = table.hidden ? "Kein Eintrag passt zu dieser Auswahl. „Filter aufheben“ zeigt wieder alle."
        : groups.map(([words, own]) => `${number(own.filter((row) => !row.hidden))} von ${number(own)} ${words}`).join(", ");
    };
    const change = () => {
      apply();
      keep(filters);
    };
    const reset = element("button", { type: "reset" }, "Filter aufheben");
    const place = ++filtered > 1 ? `-${filtered}` : "";
    const bar = element("form", { class: "filter-wahl", "aria-label": named(`Filter: ${table.caption ? text(table.caption) : "Tabelle"}`) });
    heads.forEach((head, column) => {
      if (!head.classList.contains("filter")) return;
      const found = [...new Set(rows.flatMap((row) => values(row.cells[column])))].filter(Boolean).sort(order);
      if (found.length < 2) return;
      const [field, select] = choice(text(head), [["", "alle"], ...found.map((value) => [value, value])], change);
      const name = `${text(head).toLowerCase()}${place}`;
      if (found.includes(chosen(name))) select.value = chosen(name);
      filters.push({ column, select, name });
      bar.append(field);
    });
    table.classList.add("bereit");
    if (!filters.length) return;
    bar.append(sorter(table, heads));
    bar.addEventListener("reset", () => setTimeout(change));
    bar.addEventListener("submit", (event) => event.preventDefault());
    bar.append(reset);
    const fold = element("details", { class: "filter-falte" }, element("summary", {}, "Filtern und sortieren"), bar);
    fold.open = WIDE.matches || filters.some(({ select }) => select.value);
    const tools = element("div", { class: "filter-leiste" }, count, fold);
    table.before(tools);
    apply();
  };

  // On a phone the heading row is not shown; there a list chooses the column.
  const sorter = (table, heads) => {
    const options = heads.map((head, column) => [String(column), text(head)]);
    const [field, select] = choice("Sortieren nach", [["", "Reihenfolge der Seite"], ...options], () => {
      if (select.value) sort(table, heads, Number(select.value), false);
    });
    field.classList.add("nur-telefon");
    return field;
  };

  for (const table of document.querySelectorAll(".text table")) {
    const row = table.tHead && table.tHead.rows[0];
    if (!row || table.classList.contains("fest") || table.tBodies[0].rows.length < MIN_ROWS) continue;
    const heads = [...row.cells];
    if (table.tBodies[0].rows.length >= MIN_FILTERED) addFilters(table, heads);
    addSorting(table, heads);
  }

  // What is copied has no soft hyphens either.
  document.addEventListener("copy", (event) => {
    const selection = getSelection(), words = selection.toString();
    if (!words.includes("\u00ad")) return;
    const box = element("div");
    for (let number = 0; number < selection.rangeCount; number++) box.append(selection.getRangeAt(number).cloneContents());
    event.clipboardData.setData("text/plain", words.replace(SOFT, ""));
    event.clipboardData.setData("text/html", box.innerHTML.replace(SOFT, ""));
    event.preventDefault();
  });

  // The menu lies over the page: who leaves it with the keyboard must not go on behind it.
  const menu = document.getElementById("menue");
  menu?.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget) && menu.matches(":popover-open")) menu.hidePopover();
  });
})();
