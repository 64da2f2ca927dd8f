// A form for one task: fields as the program describes them, and its remarks beside them.
import { element } from "./bausteine.mjs";

const WAIT = 250;

export class Form {
  constructor(place, task, known, changed) {
    Object.assign(this, { place, task, known, changed, tried: false, general: [], touched: new Set(), fields: new Map() });
    place.replaceChildren(...this.lists(), ...task.groups.map((group) => this.group(group)));
    place.oninput = (event) => this.later(event.target);
    place.onchange = (event) => this.later(event.target);
  }

  later(target) {
    const name = target.closest("[data-feld]")?.dataset.feld;
    if (name) this.touched.add(name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed(target.name ? target : null), WAIT);
  }

  // What may be named stands once for all fields that name the same.
  lists() {
    const targets = new Set(this.task.groups.flatMap((group) => group.fields.map((field) => field.targets.join("-"))));
    return [...targets].filter(Boolean).map((key) => element("datalist", { id: `liste-${key}` },
      ...key.split("-").flatMap((type) => this.known[type] ?? [])
        .map(([id, title]) => element("option", { value: `${id} – ${title}` }))));
  }

  // What nobody has to fill in is folded away.
  group(group) {
    const hint = group.hint ? [element("p", { class: "hilfe" }, group.hint)] : [];
    const fields = group.fields.map((field) => this.field(field));
    if (group.fields.some((field) => field.required) || !group.folded) {
      return element("fieldset", {}, element("legend", {}, group.title), ...hint, ...fields);
    }
    return element("details", { class: "gruppe-freiwillig" }, element("summary", {}, group.title), ...hint, ...fields);
  }

  field(field) {
    const id = `feld-${field.name}`, told = [`${id}-hilfe`, `${id}-fehler`].join(" ");
    const remark = element("p", { id: `${id}-fehler`, class: "fehler" });
    const help = element("p", { id: `${id}-hilfe`, class: "hilfe" }, field.help);
    const label = field.label + (field.required || field.depends ? "" : " (freiwillig)");
    const part = (...inner) => element("div", { class: "feld", "data-feld": field.name }, ...inner, help, remark);
    const entry = { field, remark };
    this.fields.set(field.name, entry);
    if (field.kind === "words") return this.boxes(entry, part, label, told);
    if (field.kind === "file") return this.file(entry, part, label, id, told);
    entry.input = this.input(field, id, told);
    if (field.kind === "items") return this.several(entry, part, label);
    if (field.kind === "word") {
      entry.input.addEventListener("change", () => {
        help.textContent = field.choices.find((choice) => choice.value === entry.input.value)?.meaning ?? field.help;
      });
    }
    entry.read = () => entry.input.value.trim();
    entry.write = (text) => { entry.input.value = text; };
    return part(element("label", { for: id }, label), entry.input);
  }

  input(field, id, told) {
    const common = { id, name: field.name, "aria-describedby": told, "aria-required": field.required ? "true" : undefined };
    if (field.kind === "long") return element("textarea", { ...common, rows: 5 });
    if (field.kind === "word") {
      return element("select", common, element("option", { value: "" }, "Bitte wählen"),
        ...field.choices.map((choice) => element("option", { value: choice.value }, choice.label)));
    }
    const listed = field.targets.length ? `liste-${field.targets.join("-")}` : undefined;
    return element("input", { ...common, list: listed, autocomplete: "off", inputmode: field.kind === "url" ? "url" : undefined });
  }

  boxes(entry, part, label, told) {
    const boxes = entry.field.choices.map((choice) => element("input", { type: "checkbox", name: entry.field.name, value: choice.value }));
    const rows = boxes.map((box, at) => element("label", {}, box, entry.field.choices[at].label));
    entry.input = boxes[0];
    entry.read = () => boxes.filter((box) => box.checked).map((box) => box.value).join(", ");
    entry.write = (text) => { for (const box of boxes) box.checked = text.split(", ").includes(box.value); };
    return part(element("fieldset", { class: "wahl", "aria-describedby": told }, element("legend", {}, label), ...rows));
  }

  // A file is chosen or dropped; it is kept with its name in the first line, its bytes as text below.
  file(entry, part, label, id, told) {
    const name = element("p", { class: "dateiname" });
    let value = "";
    entry.input = element("input", { id, name: entry.field.name, type: "file", accept: ".xlsx,.ods,.csv", "aria-describedby": told });
    entry.read = () => value;
    entry.write = (text) => {
      value = text;
      name.textContent = text ? `Gewählt: ${text.split("\n")[0]}` : "";
    };
    const take = async (file) => {
      if (!file) return;
      const bytes = new Uint8Array(await file.arrayBuffer());
      const pieces = [];
      for (let at = 0; at < bytes.length; at += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
      entry.write(`${file.name.replaceAll("\n", " ")}\n${btoa(pieces.join(""))}`);
      this.later(entry.input);
    };
    entry.input.addEventListener("change", () => take(entry.input.files[0]));
    const place = part(element("label", { for: id }, label), entry.input, name);
    place.classList.add("ablage");
    place.addEventListener("dragover", (event) => event.preventDefault());
    place.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files[0]); });
    return place;
  }

  several(entry, part, label) {
    const chosen = element("ul", { class: "gewaehlt" }), add = element("button", { type: "button" }, "Hinzufügen");
    const shown = (text) => {
      const drop = element("button", { type: "button" }, "Entfernen", element("span", { class: "unsichtbar" }, ` ${text}`));
      const row = element("li", { "data-wert": text }, element("span", {}, text), drop);
      drop.onclick = () => { row.remove(); this.later(entry.input); entry.input.focus(); };
      return row;
    };
    const take = () => {
      const text = entry.input.value.trim();
      if (text) chosen.append(shown(text));
      entry.input.value = "";
      this.later(entry.input);
    };
    add.onclick = () => { take(); entry.input.focus(); };
    entry.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); take(); }
    });
    // What was typed and not added yet counts too: nobody loses it by forgetting the button.
    entry.read = () => [...[...chosen.children].map((row) => row.dataset.wert), entry.input.value.trim()].filter(Boolean).join("\n");
    entry.write = (text) => { chosen.replaceChildren(...text.split("\n").filter(Boolean).map(shown)); };
    return part(element("label", { for: entry.input.id }, label), element("div", { class: "hinzu" }, entry.input, add), chosen);
  }

  get values() {
    const read = [...this.fields].map(([name, entry]) => [name, entry.read()]);
    return Object.fromEntries(read.filter(([, text]) => text));
  }

  fill(values) {
    for (const [name, text] of Object.entries(values)) {
      const entry = this.fields.get(name);
      entry?.write(text);
      const folded = entry?.input.closest("details");
      if (folded) folded.open = true;
    }
  }

  // Remarks stand beside fields that somebody has been at; after the first try to finish beside all.
  mark(remarks) {
    this.general = remarks.filter((remark) => !this.fields.has(remark.field)).map((remark) => remark.text);
    for (const [name, { input, remark }] of this.fields) {
      const mine = remarks.filter((found) => found.field === name);
      const seen = this.tried || this.touched.has(name) ? mine : [];
      remark.textContent = seen.map((found) => found.text).join(" ");
      input.toggleAttribute("aria-invalid", false);
      if (seen.some((found) => found.error)) input.setAttribute("aria-invalid", "true");
    }
  }

  link(remark) {
    const entry = this.fields.get(remark.field);
    if (!entry) return remark.text;
    const made = element("a", { href: `#feld-${remark.field}` }, `${entry.field.label}: ${remark.text}`);
    made.onclick = (event) => {
      event.preventDefault();
      const folded = entry.input.closest("details");
      if (folded) folded.open = true;
      entry.input.focus();
    };
    return made;
  }
}
