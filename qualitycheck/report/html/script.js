"use strict";
(() => {
  const root = document.documentElement;
  const list = document.getElementById("list");
  const articles = document.getElementById("articles");
  root.classList.add("js");
  if (!list) { return; }

  const phrases = JSON.parse(document.getElementById("phrases").textContent);
  const body = list.tBodies[0];
  let rows = Array.from(body.rows), matched = rows, limit = 300;
  const more = document.getElementById("more");
  const controls = Object.fromEntries(["search", "unit", "rule", "level", "points"].map(id => [id, document.getElementById(id)]));
  const levels = Array.from(controls.level.options).slice(1).map(o => o.value);

  // "Nguyễn" is found by "nguyen", as the rows hold their text without marks
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  // a browser is slow to lay out thousands of rows, and nobody reads them: the first ones until more are asked for
  const showRows = () => {
    const shown = new Set(matched.slice(0, limit));
    for (const row of rows) {
      if (row.hidden === shown.has(row)) { row.hidden = !shown.has(row); }
    }
    more.hidden = matched.length <= limit;
    document.getElementById("shown").textContent = matched.length
      ? phrases.shown.replace("{shown}", matched.length).replace("{total}", rows.length) : phrases["page.none"];
  };

  const filter = () => {
    const words = plain(controls.search.value).split(/\s+/).filter(Boolean);
    const [low, high] = controls.points.value ? controls.points.value.split("-").map(Number) : [0, 101];
    const level = levels.indexOf(controls.level.value);
    matched = rows.filter(row => {
      const data = row.dataset, score = Number(data.score);
      return words.every(word => data.search.includes(word))
        && (!controls.unit.value || data.unit === controls.unit.value)
        && (!controls.rule.value || data.rules.split(" ").includes(controls.rule.value))
        && (level < 0 || Number(data.levels.split(" ")[level]) > 0)
        && score >= low && score < high;
    });
    showRows();
  };

  const sort = header => {
    const column = header.cellIndex, numeric = header.dataset.kind === "number";
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const other of header.parentElement.cells) { other.removeAttribute("aria-sort"); }
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const text = new Intl.Collator(root.lang, { numeric: true });
    const value = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const keyed = rows.map(row => [numeric ? Number(value(row)) : value(row), row]);
    keyed.sort(([a], [b]) => (up ? 1 : -1) * (numeric ? a - b : text.compare(a, b)));
    rows = keyed.map(([, row]) => row);
    body.append(...rows);
    filter();
  };

  const unpack = text => {
    const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };

  // a document that is still packed is put into the page
  const build = async anchor => {
    const island = document.getElementById("data-" + anchor);
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
    const old = articles.querySelector(".current");
    const article = anchor && document.getElementById(anchor);
    root.classList.toggle("at-document", Boolean(article));
    if (old && old !== article) { old.classList.remove("current"); }
    if (!article) { return; }
    const fresh = old !== article;
    article.classList.add("current");
    const heading = article.querySelector("h2");
    const at = matched.findIndex(row => row.id === "row-" + anchor);
    document.getElementById("here").textContent = (at < 0 ? "" : `${at + 1}/${matched.length} – `) + heading.textContent;
    const target = document.getElementById(location.hash.slice(1));
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
    const anchors = matched.map(row => row.id.slice(4)), at = anchors.indexOf(current());
    const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
    if (anchors[next]) { location.hash = anchors[next]; }
  };

  const back = () => {
    const anchor = current();
    location.hash = "documents";
    const row = anchor && document.getElementById("row-" + anchor);
    if (row && !row.hidden) { row.querySelector("a").focus(); row.scrollIntoView({ block: "center" }); }
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
    if (button.dataset.go) { go(Number(button.dataset.go)); }
    if (button === more) { limit = Infinity; showRows(); }
    if (button.id === "every") { Promise.all(rows.map(row => build(row.id.slice(4)))).then(() => window.print()); }
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
