// What this browser keeps: finished reports, and what was begun, its fields by the address of its form.
const KEY = "konzept-redaktion";
const nothing = () => ({ reports: [], drafts: {}, last: "" });

export const kept = nothing();

function read(text) {
  const { draft, ...found } = JSON.parse(text ?? "{}");
  // Earlier only one draft was kept, and reports had no number.
  const earlier = draft ? { drafts: { [draft.task]: draft.values }, last: draft.task } : {};
  Object.assign(kept, nothing(), earlier, found);
  kept.reports.forEach((report, place) => { report.id ??= place + 1; });
}

try {
  read(localStorage.getItem(KEY));
} catch {
  // A browser that keeps nothing: change() says so.
}

// What the browser does not keep works all the same, as long as the page is open. Another window may have kept
// something since: nothing of it is written over.
let alone = false, commit;

export function change(edit) {
  try {
    if (!alone) read(localStorage.getItem(KEY));
  } catch {
    alone = true;
  }
  edit();
  kept.commit = commit;
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    alone = false;
  } catch {
    alone = true;
  }
  document.getElementById("nicht-gemerkt").hidden = !alone;
}

// The texts are of this commit. What was reported on others is told by the commit that came before: it is given back.
export function workOn(current) {
  const earlier = kept.reports.length ? kept.commit : current;
  commit = current;
  if (kept.reports.length) change(() => {});
  return earlier;
}

// What says no more than the form did at first is no draft.
export function keepDraft(key, values, given) {
  change(() => {
    delete kept.drafts[key];
    if (Object.keys(values).length && JSON.stringify(values) !== JSON.stringify(given)) kept.drafts[key] = values;
    kept.last = key;
  });
}

export function keepReport(report) {
  change(() => {
    const place = kept.reports.findIndex((other) => other.id === report.id);
    if (place < 0) kept.reports.push({ ...report, id: 1 + Math.max(Date.now(), ...kept.reports.map((other) => other.id)) });
    else kept.reports[place] = report;
  });
}

export function forget() {
  change(() => Object.assign(kept, nothing()));
  if (!alone) localStorage.removeItem(KEY);
}

// The same page in another window has kept something: both know of it then.
export function whenElsewhere(told) {
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY || alone) return;
    read(newValue);
    told();
  });
}
