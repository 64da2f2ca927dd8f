// Leads from the page of a recommendation to the form that reports its state, with the recommendation chosen there.
// Pages do not know of it: they are the same without the Redaktion. Who puts it beside them gives them this script.
"use strict";

(() => {
  const item = document.querySelector("main article .eintrag.empfehlung[id]:has(> h1)");
  if (!item) return;
  // A proposal of the Redaktion has no state that anybody could report; there may be news of it.
  const [task, words] = /-V\d+$/.test(item.id) ? ["entwicklung", "Neuigkeit melden"] : ["sachstand", "Sachstand melden"];
  const form = new URL("index.html", document.currentScript.src);
  form.hash = `${task}?betrifft=${encodeURIComponent(item.id)}`;
  const link = document.createElement("a");
  link.href = form.href;
  link.textContent = words;
  const entry = document.createElement("li");
  entry.append(link);
  let tools = item.querySelector(":scope > .werkzeuge");
  if (!tools) {
    tools = document.createElement("ul");
    tools.className = "werkzeuge";
    item.querySelector(":scope > h1").after(tools);
  }
  tools.append(entry);
})();
