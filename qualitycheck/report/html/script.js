"use strict";
(() => {
  const root = document.documentElement;
  const list = document.getElementById("list");
  root.classList.add("js");
  if (!list) { return; }

  const byId = id => document.getElementById(id);
  const phrases = JSON.parse(byId("phrases").textContent);
  const body = list.tBodies[0], more = byId("more");
  const controls = Object.fromEntries(["search", "unit", "rule", "level", "points"].map(id => [id, byId(id)]));

  // "Nguyễn" is found by "nguyen"
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  // the fields of a row, in the order of rows.py
  const fields = ["number", "address", "name", "path", "unit", "kind", "year", "score", "shown", "grade", "tone", "review",
    "vague", "repeated", "pledges", "levels", "rules", "doubts", "more"];
  let all = JSON.parse(byId("rows").textContent).map(values => {
    const row = Object.fromEntries(fields.map((field, at) => [field, values[at]]));
    row.search = plain([row.name, row.unit, row.path, row.year || "", row.more].join(" "));
    return row;
  });
  let matched = all, limit = 100;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  };

  const cell = (className, ...content) => {
    const made = element("td", undefined, className);
    made.append(...content);
    return made;
  };

  const line = row => {
    const link = element("a", row.name), points = [element("b", row.shown)];
    link.href = row.address;
    if (row.review) {
      points.push(element("abbr", "?"));
      points[1].title = phrases.review;
    }
    const levels = phrases.levels.flatMap(([level, label], at) => row.levels[at]
      ? [element("span", `${label} ${row.levels[at]}`, `badge ${level}`), " "] : []);
    const made = element("tr");
    made.id = `row-d${row.number}`;
    made.append(
      cell("", link, element("span", row.path, "path muted")), cell("wide", row.unit), cell("wide", row.kind),
      cell("num", row.year || ""), cell("num", ...points), cell("", element("span", row.grade, `badge ${row.tone}`)),
      cell("num wide", `${row.vague}/${row.pledges}`), cell("num wide", `${row.repeated}/${row.pledges}`),
      cell("wide", ...levels));
    return made;
  };

  // a browser is slow to lay out thousands of rows, and nobody reads them: the first ones until more are asked for
  const showRows = () => {
    body.replaceChildren(...matched.slice(0, limit).map(row => row.line ||= line(row)));
    more.hidden = matched.length <= limit;
    byId("shown").textContent = matched.length
      ? phrases.shown.replace("{shown}", matched.length).replace("{total}", all.length) : phrases.none;
  };

  const filter = () => {
    const words = plain(controls.search.value).split(/\s+/).filter(Boolean);
    const [low, high] = controls.points.value ? controls.points.value.split("-").map(Number) : [0, 101];
    const level = phrases.levels.findIndex(([name]) => name === controls.level.value);
    matched = all.filter(row => words.every(word => row.search.includes(word))
      && (!controls.unit.value || row.unit === controls.unit.value)
      && (!controls.rule.value || row.rules.includes(controls.rule.value))
      && (controls.level.value === "doubts" ? row.doubts > 0 : level < 0 || row.levels[level] > 0)
      && row.score >= low && row.score < high);
    showRows();
  };

  // what each column is sorted by
  const keys = [row => row.name, row => row.unit, row => row.kind, row => row.year || 0, row => row.score, row => row.score,
    row => row.vague, row => row.repeated, ({ levels: [errors, warnings, notes] }) => (errors * 1000 + warnings) * 1000 + notes];

  const sort = header => {
    const key = keys[header.cellIndex];
    const sign = header.getAttribute("aria-sort") !== "ascending" ? 1 : -1;
    for (const other of header.parentElement.cells) { other.removeAttribute("aria-sort"); }
    header.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const text = new Intl.Collator(root.lang, { numeric: true });
    const compare = (a, b) => typeof a === "number" ? a - b : text.compare(a, b);
    all = all.map(row => [key(row), row]).sort(([a], [b]) => sign * compare(a, b)).map(([, row]) => row);
    filter();
  };

  const unpack = text => {
    const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };

  // the documents stand behind this script and may still be on their way
  const read = () => document.readyState !== "loading" ? Promise.resolve()
    : new Promise(done => document.addEventListener("DOMContentLoaded", done, { once: true }));

  // a document that is still packed is put into the page
  const build = async anchor => {
    await read();
    const island = byId("data-" + anchor);
    if (!island || island.dataset.built) { return; }
    island.dataset.built = "yes";
    const holder = document.createElement("template");
    holder.innerHTML = await unpack(island.textContent);
    island.after(holder.content);
  };

  const current = () => (/^#(d\d+)/.exec(location.hash) || [])[1];

  const show = async () => {
    const anchor = current();
    if (anchor) { await build(anchor); }
    if (anchor !== current()) { return; }
    const old = document.querySelector("article.current");
    const article = anchor && byId(anchor);
    root.classList.toggle("at-document", Boolean(article));
    if (old && old !== article) { old.classList.remove("current"); }
    if (!article) { return; }
    const fresh = old !== article;
    article.classList.add("current");
    const heading = article.querySelector("h2");
    const at = matched.findIndex(row => `d${row.number}` === anchor);
    byId("here").textContent = (at < 0 ? "" : `${at + 1}/${matched.length} – `) + heading.textContent;
    const target = byId(location.hash.slice(1));
    if (target && target !== article) {
      const folded = target.closest("details");
      if (folded) { folded.open = true; }
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    } else if (fresh) {
      window.scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    }
  };

  const go = step => {
    const at = matched.findIndex(row => `d${row.number}` === current());
    const next = matched[at < 0 ? (step > 0 ? 0 : -1) : at + step];
    if (next) { location.href = next.address; }
  };

  const back = () => {
    const anchor = current();
    location.hash = "documents";
    const row = anchor && byId("row-" + anchor);
    if (row) { row.querySelector("a").focus(); row.scrollIntoView({ block: "center" }); }
  };

  const choose = (id, value) => { controls[id].value = value; filter(); back(); };

  list.tHead.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button) { sort(button.closest("th")); }
  });
  const form = document.querySelector(".filters");
  form.addEventListener("input", filter);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  document.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.rule) { choose("rule", button.dataset.rule); }
    if (button.dataset.unit) { choose("unit", button.dataset.unit); }
    if (button.dataset.level) { choose("level", button.dataset.level); }
    if (button.dataset.go) { go(Number(button.dataset.go)); }
    if (button === more) { limit = Infinity; showRows(); }
    if (button.id === "every") { Promise.all(all.map(row => build("d" + row.number))).then(() => window.print()); }
  });
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && typing) { event.target.blur(); return; }
    if (typing) { return; }
    if (event.key === "/") { event.preventDefault(); back(); controls.search.focus(); }
    if (event.key === "j") { go(1); }
    if (event.key === "k") { go(-1); }
    if (event.key === "Escape" && current()) { back(); }
  });
  // what is folded on the screen is printed too
  let opened = [];
  window.addEventListener("beforeprint", () => {
    limit = Infinity;
    showRows();
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(details => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
  window.addEventListener("hashchange", show);
  filter();
  show();
})();
