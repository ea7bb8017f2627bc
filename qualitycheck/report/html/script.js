"use strict";
(() => {
  const root = document.documentElement;
  const list = document.getElementById("list");
  const articles = document.getElementById("articles");
  root.classList.add("js");
  if (!list) { return; }

  const phrases = JSON.parse(document.getElementById("phrases").textContent);
  const body = list.tBodies[0];
  let rows = Array.from(body.rows);
  const controls = Object.fromEntries(["search", "unit", "rule", "level", "points"].map(id => [id, document.getElementById(id)]));
  const levels = Array.from(controls.level.options).slice(1).map(o => o.value);

  // "Nguyễn" is found by "nguyen", as the rows hold their text without marks
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  const filter = () => {
    const words = plain(controls.search.value).split(/\s+/).filter(Boolean);
    const [low, high] = controls.points.value ? controls.points.value.split("-").map(Number) : [0, 101];
    const level = levels.indexOf(controls.level.value);
    let shown = 0;
    for (const row of rows) {
      const data = row.dataset, score = Number(data.score);
      const fits = words.every(word => data.search.includes(word))
        && (!controls.unit.value || data.unit === controls.unit.value)
        && (!controls.rule.value || data.rules.split(" ").includes(controls.rule.value))
        && (level < 0 || Number(data.levels.split(" ")[level]) > 0)
        && score >= low && score < high;
      if (row.hidden === fits) { row.hidden = !fits; }
      shown += fits;
    }
    document.getElementById("shown").textContent = shown
      ? phrases.shown.replace("{shown}", shown).replace("{total}", rows.length) : phrases["page.none"];
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
  };

  const build = anchor => {
    const island = document.getElementById("data-" + anchor);
    if (!island || document.getElementById(anchor)) { return; }
    const holder = document.createElement("template");
    holder.innerHTML = JSON.parse(island.textContent);
    island.after(holder.content);
  };

  const current = () => (/^#(d\d+)/.exec(location.hash) || [])[1];

  const show = () => {
    const anchor = current();
    const old = articles.querySelector(".current");
    if (anchor) { build(anchor); }
    const article = anchor && document.getElementById(anchor);
    root.classList.toggle("at-document", Boolean(article));
    if (old && old !== article) { old.classList.remove("current"); }
    if (!article) { return; }
    const fresh = old !== article;
    article.classList.add("current");
    const heading = article.querySelector("h2");
    const visible = rows.filter(row => !row.hidden), at = visible.findIndex(row => row.id === "row-" + anchor);
    document.getElementById("here").textContent = (at < 0 ? "" : `${at + 1}/${visible.length} – `) + heading.textContent;
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
    const visible = rows.filter(row => !row.hidden).map(row => row.id.slice(4));
    const at = visible.indexOf(current());
    const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
    if (visible[next]) { location.hash = visible[next]; }
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
    if (button.id === "every") { rows.forEach(row => build(row.id.slice(4))); window.print(); }
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
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(details => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
  window.addEventListener("hashchange", show);
  filter();
  show();
})();
