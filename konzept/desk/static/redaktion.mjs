// The page: forms that the program describes, what it says to them, and the files that come out in the end.
import { Form } from "./formular.mjs";
import { element, list, show } from "./bausteine.mjs";
import { change, forget, keepDraft, kept, keepReport, whenElsewhere, workOn } from "./gemerktes.mjs";

const $ = (id) => document.getElementById(id);
const waiting = new Map();
let worker, known, tasks, form, number = 0, latest = 0, taking = false;
const json = JSON.stringify;
const address = () => decodeURIComponent(location.hash.slice(1));
const place = () => kept.reports.findIndex((report) => report.id === form?.report);
const before = () => (place() < 0 ? kept.reports : kept.reports.slice(0, place()));

function say(text, step) {
  $("lage-text").textContent = text;
  $("lage-balken").hidden = step === undefined;
  $("lage-balken").value = step ?? 0;
}

function ask(call, ...given) {
  return new Promise((resolve, reject) => {
    waiting.set(++number, [resolve, reject]);
    worker.postMessage({ id: number, call, given });
  }).then((text) => JSON.parse(text));
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function moment() {
  const now = new Date(), away = -now.getTimezoneOffset(), sign = away < 0 ? "-" : "+";
  const two = (part) => String(Math.trunc(Math.abs(part))).padStart(2, "0");
  const local = new Date(now.getTime() + away * 60000).toISOString().slice(0, 19);
  return `${local}${sign}${two(away / 60)}:${two(away % 60)}`;
}

async function begin() {
  if (typeof WebAssembly !== "object" || !window.Worker) {
    say("Dieser Browser kann das Programm nicht ausführen.");
    return;
  }
  worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    if (data.step) return say(data.text, data.step);
    const [resolve, reject] = waiting.get(data.id);
    waiting.delete(data.id);
    data.error === undefined ? resolve(data.result) : reject(new Error(data.error));
  };
  worker.onerror = () => say("Das Programm lässt sich hier nicht laden. Öffnen Sie die Seite über das Netz, nicht als Datei.");
  say("Das Programm wird geladen …", 0);
  let started;
  try {
    started = await ask("start", today());
    known = started.known;
    tasks = new Map(started.tasks.map((task) => [task.name, task]));
    $("stand-der-texte").textContent = `Die Texte hier sind vom ${started.state.tag}.`;
  } catch (error) {
    say(`Das Programm ließ sich nicht starten: ${error.message}`);
    return;
  }
  say("Bereit.");
  $("ohne").hidden = true;
  $("aufgaben").hidden = false;
  $("aufgaben-liste").replaceChildren(...[...tasks.values()].map((task) => element("li", {},
    element("a", { href: `#${task.name}` }, element("strong", {}, task.title), element("span", {}, task.about)))));
  window.addEventListener("hashchange", open);
  window.addEventListener("pagehide", () => form && keepDraft(form.key, form.values, form.given));
  whenElsewhere(() => { reports(); begun(); });
  navigator.serviceWorker?.register(new URL("./dienst.js", import.meta.url)).catch(() => {});
  reports();
  if (workOn(started.state.commit) !== started.state.commit) await examine(`Die Texte sind neuer als Ihr Entwurf: vom ${started.state.tag}. `);
  if (kept.drafts[kept.last] && !location.hash) location.hash = kept.last;
  else open();
}

// What was begun and left stands above the tasks.
function begun() {
  const drafts = Object.entries(kept.drafts).filter(([key]) => tasks.has(key.split("?")[0]));
  $("angefangen").hidden = !drafts.length;
  $("angefangen").querySelector("ul").replaceChildren(...drafts.map(([key, values]) => element("li", {},
    element("a", { href: `#${encodeURIComponent(key)}` }, named_by({ task: key.split("?")[0], values })))));
}

// A report in one line: its task, and what it is about.
function named_by({ task, values }) {
  const said = values.titel ?? values.betrifft ?? values.feld ?? values.datei?.split("\n")[0];
  return tasks.get(task).title + (said ? `: ${said}` : "");
}

// What an address names by its number, as it can be chosen in a field.
function named(value) {
  const title = Object.values(known).flat().find(([id]) => id === value)?.[1];
  return title ? `${value} – ${title}` : value;
}

// What was just typed is kept before the form goes.
function put_by() {
  clearTimeout(form?.timer);
  if (form) keepDraft(form.key, form.values, form.given);
  form = null;
}

function open() {
  const key = address(), [name, search] = key.split("?");
  const task = tasks.get(name);
  if (name && !task) return; // an address within the page
  put_by();
  $("eingabe").hidden = !task;
  $("aufgaben").hidden = Boolean(task);
  begun();
  if (!task) return;
  const { meldung, ...asked } = Object.fromEntries(new URLSearchParams(search ?? ""));
  const changing = kept.reports.find((report) => String(report.id) === meldung && report.task === name);
  const given = changing?.values ?? Object.fromEntries(Object.entries(asked).map(([field, value]) => [field, named(value)]));
  $("eingabe-titel").textContent = task.title;
  $("eingabe-ueber").textContent = task.about;
  form = new Form($("formular"), task, known, changed);
  Object.assign(form, { key, report: changing?.id, given });
  form.fill(kept.drafts[key] ?? given);
  $("aufnehmen").textContent = changing ? "Änderung aufnehmen" : "Meldung aufnehmen";
  $("fehlerliste").hidden = true;
  $("eingabe-titel").focus();
  changed(null);
}

async function changed(field) {
  if (!form) return; // it was left meanwhile
  const mine = ++latest, here = form, now = () => mine === latest && here === form;
  if (field?.name === "eintrag" && field.value) await begin_with(field.value);
  if (!now()) return;
  const values = form.values;
  keepDraft(form.key, values, form.given);
  const report = json({ task: form.task.name, values });
  const checked = await ask("check", report, json(before()));
  if (!now()) return;
  form.mark(checked.remarks);
  $("ganzes").replaceChildren(...form.general.map((text) => element("p", { class: "fehler" }, text)));
  const shown = await ask("show", report, json(before()));
  if (now()) tell(shown);
}

// A form that changes a text begins with the text of the item, also of the next one that is chosen.
async function begin_with(chosen) {
  const here = form, said = await ask("written", chosen, json(before()));
  if (here !== form) return;
  const parts = { titel: "", text: "", umsetzung: "" };
  const shown = Object.fromEntries(Object.keys(parts).map((name) => [name, form.values[name] ?? ""]));
  const next = json({ ...parts, ...said });
  if (!said.titel || next === form.begun) return;
  const own = json(shown) !== (form.begun ?? json(parts)) && json(shown) !== next;
  form.begun = next;
  if (!own || confirm("Einen anderen Eintrag laden? Was Sie am Text geändert haben, geht verloren.")) form.fill(JSON.parse(next));
}

const YET = "Das steht hier, sobald nichts mehr fehlt.";

function tell(shown) {
  const groups = (shown.sound ? shown.changes : []).map((group) => element("div", {}, element("h4", {}, group.heading),
    list(group.entries, (entry) => [element("strong", {}, entry.head),
      ...entry.lines.map((line) => element("div", {}, line)),
      ...entry.words.map((run) => element("div", {}, `${run.label}: `, ...run.pieces.map(([kind, text]) =>
        kind === "gleich" ? ` ${text} ` : element(kind === "neu" ? "ins" : "del", {}, text))))])));
  $("zeilen").replaceChildren(...(shown.rows.length ? [element("h3", {}, "Zeile für Zeile"),
    list(shown.rows, ([head, text]) => [element("strong", {}, head), `: ${text}`])] : []));
  $("aenderungen").replaceChildren(...(groups.length ? groups : [element("p", {}, YET)]));
  const seen = shown.sound && shown.effects.length ? [element("h4", {}, "Wo man es sieht"), list(shown.effects, (text) => [text])] : [];
  $("wirkung").replaceChildren(...seen);
  show($("vorschau").querySelector(".vorschau"), shown.preview || `<p>${YET}</p>`);
}

async function take() {
  if (taking || !form) return;
  taking = true;
  try {
    await taken(form, { id: form.report, task: form.task.name, values: form.values });
  } finally {
    taking = false;
  }
}

async function taken(from, report) {
  from.tried = true;
  const checked = await ask("check", json(report), json(before()));
  if (from !== form) return;
  form.mark(checked.remarks);
  const errors = checked.remarks.filter((remark) => remark.error);
  $("fehlerliste").hidden = !errors.length;
  if (errors.length) {
    $("fehlerliste").querySelector("ul").replaceChildren(...errors.map((remark) => element("li", {}, form.link(remark))));
    $("fehlerliste").focus();
    return;
  }
  keepReport(report);
  leave();
  $("meldungen-titel").focus();
  await learn();
}

// What may be named now, with what the reports bring.
async function learn() {
  known = await ask("known", json(kept.reports));
}

// The form is done with: what is kept are the reports.
function leave() {
  clearTimeout(form?.timer);
  change(() => { delete kept.drafts[form?.key]; });
  form = null;
  history.replaceState(null, "", location.pathname);
  open();
  reports();
}

function reports() {
  $("meldungen").hidden = !kept.reports.length;
  $("ergebnis").hidden = true;
  $("pruefung").replaceChildren();
  $("meldungen-liste").replaceChildren(...kept.reports.map((report) => {
    const said = named_by(report);
    const edit = element("button", { type: "button" }, "Bearbeiten"), drop = element("button", { type: "button" }, "Löschen");
    for (const button of [edit, drop]) button.append(element("span", { class: "unsichtbar" }, ` ${said}`));
    edit.onclick = () => { location.hash = encodeURIComponent(`${report.task}?meldung=${report.id}`); };
    drop.onclick = () => removed(report, said);
    return element("li", {}, element("p", {}, said), element("p", { class: "knoepfe" }, edit, drop));
  }));
}

async function removed(report, said) {
  if (!confirm(`Diese Meldung löschen?\n\n${said}`)) return;
  change(() => {
    kept.reports = kept.reports.filter((other) => other.id !== report.id);
    delete kept.drafts[`${report.task}?meldung=${report.id}`];
  });
  reports();
  begun();
  (kept.reports.length ? $("meldungen-titel") : $("inhalt")).focus();
  await learn();
}

// All reports together, one upon the other, over the texts as they are now.
async function examine(before = "") {
  const found = await ask("examined", json(kept.reports));
  const said = found.length ? `Die Prüfung sagt zu Ihren Meldungen:` : "Die Prüfung hat an Ihren Meldungen nichts auszusetzen.";
  $("pruefung").replaceChildren(element("p", {}, before + said), ...(found.length ? [list(found, (text) => [text])] : []));
}

// What is wrong with who hands in stands beside the field; the first one gets the focus.
async function signed() {
  const fields = ["name", "adresse"].map($);
  const wrong = await ask("sender", ...fields.map((field) => field.value));
  fields.forEach((field, at) => {
    $(`${field.id}-fehler`).textContent = wrong[at];
    field.toggleAttribute("aria-invalid", false);
    if (wrong[at]) field.setAttribute("aria-invalid", "true");
  });
  fields.find((_, at) => wrong[at])?.focus();
  return !wrong.some(Boolean);
}

async function finish() {
  let made;
  if (!await signed()) {
    $("ergebnis").hidden = true;
    return;
  }
  try {
    made = await ask("patches", json(kept.reports), $("name").value, $("adresse").value, moment());
  } catch {
    $("ergebnis").hidden = true;
    await examine("So entstehen noch keine Dateien. ");
    $("pruefung").focus();
    return;
  }
  $("dateien").replaceChildren(...made.map(([file, content]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: "text/x-patch" }));
    return element("li", {}, element("a", { href: address, download: file }, file));
  }));
  const contact = document.body.dataset.kontakt;
  const text = `Im Anhang: ${made.map(([file]) => file).join(", ")}`;
  const mail = `mailto:${contact}?subject=${encodeURIComponent("Meldung zum Konzept")}&body=${encodeURIComponent(text)}`;
  $("post").replaceChildren(...(contact ? [element("a", { href: mail }, "E-Mail an die Redaktion beginnen"),
    " und die Dateien anhängen."] : ["Eine Adresse der Redaktion ist hier noch nicht eingetragen."]));
  $("ergebnis").hidden = false;
  $("ergebnis").focus();
}

$("aufnehmen").onclick = take;
$("abbrechen").onclick = () => {
  if (!kept.drafts[form.key] || confirm("Was Sie in dieses Formular geschrieben haben, verwerfen?")) leave();
};
$("pruefen").onclick = () => examine();
$("fertig").onclick = finish;
$("loeschen").onclick = () => {
  if (!confirm("Alle Meldungen und alles Angefangene in diesem Browser löschen? Das lässt sich nicht zurücknehmen.")) return;
  forget();
  leave();
  forget();
  $("inhalt").focus();
  learn();
};
window.addEventListener("unhandledrejection", ({ reason }) => {
  say(`Hier ist etwas schiefgegangen (${reason.message}). Laden Sie die Seite neu; was Sie eingetragen haben, ist noch da.`);
});
$("formular").addEventListener("submit", (event) => { event.preventDefault(); take(); });
begin();
