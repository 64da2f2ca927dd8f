// The page: forms that the program describes, what it says to them, and the files that come out in the end.
import { Form } from "./formular.mjs";
import { element, list, show } from "./bausteine.mjs";

const KEY = "konzept-redaktion";
const $ = (id) => document.getElementById(id);
const waiting = new Map();
let worker, known, tasks, form, number = 0, editing = null, latest = 0;
const kept = { reports: [], draft: null, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };

// What is too large for the browser's store works all the same, as long as the page is open.
function save() {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    $("nicht-gemerkt").hidden = true;
  } catch {
    $("nicht-gemerkt").hidden = false;
  }
}

const json = JSON.stringify;
const before = () => (editing === null ? kept.reports : kept.reports.slice(0, editing));

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
  const drafted = kept.commit;
  kept.commit = started.state.commit;
  navigator.serviceWorker?.register(new URL("./dienst.js", import.meta.url)).catch(() => {});
  reports();
  if (kept.reports.length && drafted !== kept.commit) await examine(`Die Texte sind neuer als Ihr Entwurf: vom ${started.state.tag}. `);
  if (kept.draft && !location.hash) location.hash = kept.draft.task;
  else open();
}

// What an address names by its number, as it can be chosen in a field.
function named(value) {
  const title = Object.values(known).flat().find(([id]) => id === value)?.[1];
  return title ? `${value} – ${title}` : value;
}

function open() {
  const [name, search] = decodeURIComponent(location.hash.slice(1)).split("?");
  const task = tasks.get(name);
  $("eingabe").hidden = !task;
  $("aufgaben").hidden = Boolean(task);
  if (!task) return;
  const given = Object.fromEntries([...new URLSearchParams(search ?? "")].map(([field, value]) => [field, named(value)]));
  const drafted = kept.draft?.task === name ? kept.draft.values : {};
  $("eingabe-titel").textContent = task.title;
  $("eingabe-ueber").textContent = task.about;
  form = new Form($("formular"), task, known, changed);
  form.fill({ ...drafted, ...given });
  $("aufnehmen").textContent = editing === null ? "Meldung aufnehmen" : "Änderung aufnehmen";
  $("eingabe-titel").focus();
  changed(null);
}

async function changed(field) {
  if (field?.name === "eintrag" && field.value) {
    const said = await ask("written", field.value.split(" ")[0]);
    if (said.titel && !form.values.titel) form.fill(said);
  }
  const values = form.values;
  kept.draft = Object.keys(values).length ? { task: form.task.name, values } : null;
  save();
  const mine = ++latest, report = json({ task: form.task.name, values });
  const checked = await ask("check", report, json(before()));
  if (mine !== latest) return;
  form.mark(checked.remarks);
  $("ganzes").replaceChildren(...form.general.map((text) => element("p", { class: "fehler" }, text)));
  const shown = await ask("show", report, json(before()));
  if (mine === latest) tell(shown);
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
  form.tried = true;
  const report = { task: form.task.name, values: form.values };
  const checked = await ask("check", json(report), json(before()));
  form.mark(checked.remarks);
  const errors = checked.remarks.filter((remark) => remark.error);
  $("fehlerliste").hidden = !errors.length;
  if (errors.length) {
    $("fehlerliste").querySelector("ul").replaceChildren(...errors.map((remark) => element("li", {}, form.link(remark))));
    $("fehlerliste").focus();
    return;
  }
  if (editing === null) kept.reports.push(report);
  else kept.reports[editing] = report;
  editing = null;
  kept.draft = null;
  save();
  known = await ask("known", json(kept.reports));
  leave();
  reports();
  $("meldungen-titel").focus();
}

function leave() {
  $("fehlerliste").hidden = true;
  history.replaceState(null, "", location.pathname);
  open();
}

function reports() {
  $("meldungen").hidden = !kept.reports.length;
  $("ergebnis").hidden = true;
  $("pruefung").replaceChildren();
  $("meldungen-liste").replaceChildren(...kept.reports.map((report, place) => {
    const task = tasks.get(report.task), said = report.values.titel ?? report.values.betrifft ?? report.values.feld ?? report.values.datei?.split("\n")[0] ?? "";
    const edit = element("button", { type: "button" }, "Bearbeiten"), drop = element("button", { type: "button" }, "Löschen");
    for (const button of [edit, drop]) button.append(element("span", { class: "unsichtbar" }, ` ${task.title}: ${said}`));
    edit.onclick = () => {
      editing = place;
      kept.draft = structuredClone(report);
      if (location.hash === `#${report.task}`) open();
      else location.hash = report.task;
    };
    drop.onclick = () => { kept.reports.splice(place, 1); save(); reports(); };
    return element("li", {}, element("p", {}, `${task.title}: ${said}`), element("p", { class: "knoepfe" }, edit, drop));
  }));
}

// All reports together, one upon the other, over the texts as they are now.
async function examine(before = "") {
  const found = await ask("examined", json(kept.reports));
  const said = found.length ? `Die Prüfung sagt zu Ihren Meldungen:` : "Die Prüfung hat an Ihren Meldungen nichts auszusetzen.";
  $("pruefung").replaceChildren(element("p", {}, before + said), ...(found.length ? [list(found, (text) => [text])] : []));
}

async function finish() {
  let made;
  try {
    made = await ask("patches", json(kept.reports), $("name").value, $("adresse").value, moment());
  } catch (error) {
    $("post").textContent = error.message;
    $("ergebnis").hidden = false;
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
$("abbrechen").onclick = () => { editing = null; kept.draft = null; save(); leave(); };
$("pruefen").onclick = () => examine();
$("fertig").onclick = finish;
$("loeschen").onclick = () => { localStorage.removeItem(KEY); kept.reports = []; kept.draft = null; reports(); $("inhalt").focus(); };
$("formular").addEventListener("submit", (event) => { event.preventDefault(); take(); });
begin();
