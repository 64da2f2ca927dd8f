// Runs the program of the command line under Pyodide: the same modules, unchanged, over the texts of this website.
import { loadPyodide } from "./pyodide/pyodide.mjs";

let page;

async function archive(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function start(today) {
  postMessage({ step: 1, text: "Das Programm wird geladen (einmal etwa 7 MB) …" });
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
  postMessage({ step: 2, text: "Die Texte werden geladen …" });
  const [program, tables, texts] = await Promise.all(["programm.zip", "tabellen.zip", "texte.zip"].map(archive));
  python.unpackArchive(program, "zip", { extractDir: "/programm" });
  python.unpackArchive(tables, "zip", { extractDir: "/programm" });
  python.unpackArchive(texts, "zip", { extractDir: "/texte" });
  postMessage({ step: 3, text: "Die Texte werden gelesen …" });
  python.runPython("import sys; sys.path.insert(0, '/programm')");
  page = python.pyimport("konzept.desk.browser").DeskPage("/texte", today);
  return page.start();
}

onmessage = async ({ data: { id, call, given } }) => {
  try {
    postMessage({ id, result: call === "start" ? await start(...given) : page[call](...given) });
  } catch (error) {
    const lines = String(error.message ?? error).trim().split("\n");
    postMessage({ id, error: lines.at(-1).replace(/^[\w.]*Error: /, "") });
  }
};
