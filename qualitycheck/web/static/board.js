"use strict";
(() => {
  const body = document.body, root = document.documentElement;
  root.classList.add("scripted");
  const token = document.querySelector("meta[name=csrf]")?.content ?? "";
  const byId = id => document.getElementById(id);
  const news = byId("news");

  const tell = (text, bad = false) => {
    const line = document.createElement("p");
    line.textContent = text;
    if (bad) {
      line.className = "bad";
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "✕";
      close.addEventListener("click", () => line.remove());
      line.prepend(close);
    } else {
      setTimeout(() => line.remove(), 6000);
    }
    news.append(line);
    while (news.children.length > 4) { news.firstChild.remove(); }
  };

  const post = async (address, form, headers = {}) => {
    const response = await fetch(address, {
      method: "POST", body: form, headers: { Accept: "application/json", "X-CSRF-Token": token, ...headers },
    });
    const answer = response.headers.get("content-type")?.startsWith("application/json") ? await response.json() : { message: await response.text() };
    return { ok: response.ok, status: response.status, answer };
  };

  const fetched = async address => {
    const response = await fetch(address);
    return response.ok && !response.redirected ? response.text() : null;
  };

  // what somebody is writing, opened or looking at survives new content
  const swap = (place, html) => {
    const old = {
      typed: Array.from(place.querySelectorAll("input[name^='reason ']")).filter(i => i.value).map(i => [i.name, i.value]),
      open: Array.from(place.querySelectorAll("details")).map(d => d.open),
      focus: place.contains(document.activeElement) ? document.activeElement : null,
      scrolls: Array.from(place.querySelectorAll(".full-text, .scroll")).map(e => [e.scrollTop, e.scrollLeft]),
    };
    const name = old.focus?.name, spot = old.focus?.closest("[data-choice]")?.dataset.choice, verdict = old.focus?.dataset.verdict;
    place.innerHTML = html; // from our own server, which escapes all that documents say
    const details = place.querySelectorAll("details");
    if (details.length === old.open.length) { details.forEach((d, i) => { d.open = old.open[i]; }); }
    place.querySelectorAll(".full-text, .scroll").forEach((e, i) => { if (old.scrolls[i]) { [e.scrollTop, e.scrollLeft] = old.scrolls[i]; } });
    for (const [field, value] of old.typed) {
      const input = Array.from(place.querySelectorAll("input")).find(i => i.name === field);
      if (input) { input.value = value; }
    }
    if (spot !== undefined) {
      const box = Array.from(place.querySelectorAll("[data-choice]")).find(c => c.dataset.choice === spot);
      const again = box?.querySelector(verdict ? `[data-verdict="${verdict}"]` : "input") ?? box?.querySelector("button");
      again?.focus({ preventScroll: true });
    } else if (name) {
      place.querySelector(`[name="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
    }
  };

  // --- what others did, what is done by now -------------------------------------------------------------------------
  const changes = body.dataset.changes;
  let version = Number(body.dataset.version ?? 0), sending = 0, offline = false;

  const renew = async () => {
    if (body.dataset.parts) {
      const address = new URL(location.href);
      address.searchParams.set("part", "1");
      address.hash = "";
      const html = await fetched(address);
      if (html === null) { return; }
      const holder = document.createElement("template");
      holder.innerHTML = html;
      for (const part of holder.content.querySelectorAll("[data-part]")) {
        const place = byId(part.dataset.part);
        const busy = part.dataset.part === "fields" && place?.contains(document.activeElement);
        if (place && !busy && place.innerHTML !== part.innerHTML) { swap(place, part.innerHTML); }
      }
    } else if (body.dataset.document) {
      const html = await fetched(location.pathname + "?part=article");
      if (html !== null) { swap(byId("article"), html); mark(); }
    }
  };

  const look = async () => {
    try {
      const address = changes + (changes.includes("?") ? "&" : "?") + "since=" + version;
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (response.status === 401) { location.reload(); return; }
      if (!response.ok) { return; }
      const found = await response.json();
      if (offline) { offline = false; news.replaceChildren(); }
      const others = found.decisions.filter(d => !d.mine);
      const here = body.dataset.document ? found.decisions.some(d => String(d.document) === body.dataset.document) : true;
      const moved = found.version !== version;
      version = found.version;
      if (body.dataset.parts ? (moved || found.working) : (moved && here)) { await renew(); }
      if (body.dataset.document) {
        others.filter(d => String(d.document) === body.dataset.document).slice(-1).forEach(d => tell(`${d.person} ✓`));
      }
    } catch {
      if (!offline) { offline = true; tell(body.dataset.offline, true); }
    }
  };
  if (changes) {
    const again = async () => {
      if (!document.hidden) { await look(); }
      setTimeout(again, sending ? 3000 : 1500);
    };
    setTimeout(again, 1500);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) { look(); } });
  }

  // --- sending files ------------------------------------------------------------------------------------------------
  const upload = byId("upload");
  if (upload) {
    const drop = byId("drop"), stop = byId("stop"), line = byId("sending");
    const waiting = [];
    let done = 0, total = 0;
    const show = () => {
      if (!sending && !waiting.length) { done = total = 0; }
      line.textContent = total ? upload.dataset.sending.replace("{done}", done).replace("{total}", total) : "";
      stop.hidden = !waiting.length && !sending;
    };
    const send = async () => {
      sending += 1;
      while (waiting.length) {
        const [file, path] = waiting.shift();
        const form = new FormData();
        form.append("kind", upload.elements.kind.value);
        form.append("path", path);
        form.append("file", file, file.name);
        let problem = "";
        try {
          const { ok, status, answer } = await post(upload.action, form);
          if (status === 429) { waiting.unshift([file, path]); await new Promise(r => setTimeout(r, 5000)); continue; }
          if (!ok) { problem = answer.message; }
        } catch (error) {
          problem = String(error.message ?? error);
        }
        if (problem) { tell(upload.dataset.failed.replace("{name}", path).replace("{message}", problem), true); }
        done += 1;
        show();
      }
      sending -= 1;
      show();
      if (!sending) { look(); }
    };
    const take = files => {
      for (const [file, path] of files) { waiting.push([file, path]); total += 1; }
      show();
      while (sending < 2 && sending < waiting.length) { send(); }
    };
    const named = files => Array.from(files).map(f => [f, f.webkitRelativePath || f.name]);
    for (const id of ["pick", "pick-folder"]) {
      byId(id).addEventListener("change", event => { take(named(event.target.files)); event.target.value = ""; });
    }
    upload.addEventListener("submit", event => event.preventDefault());
    stop.addEventListener("click", () => { total -= waiting.length; waiting.length = 0; show(); });
    for (const type of ["dragenter", "dragover"]) {
      drop.addEventListener(type, event => { event.preventDefault(); drop.classList.add("over"); });
    }
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    const entries = async (entry, path) => {
      if (entry.isFile) { return [[await new Promise((y, n) => entry.file(y, n)), path + entry.name]]; }
      const reader = entry.createReader(), found = [];
      for (;;) {
        const some = await new Promise((y, n) => reader.readEntries(y, n));
        if (!some.length) { break; }
        for (const one of some) { found.push(...await entries(one, path + entry.name + "/")); }
      }
      return found;
    };
    drop.addEventListener("drop", async event => {
      event.preventDefault();
      drop.classList.remove("over");
      const items = Array.from(event.dataTransfer.items ?? []).map(i => i.webkitGetAsEntry?.()).filter(Boolean);
      if (!items.length) { take(named(event.dataTransfer.files)); return; }
      for (const item of items) { take(await entries(item, "")); }
    });
    window.addEventListener("beforeunload", event => { if (sending) { event.preventDefault(); } });
  }

  // --- the table: filters at once -----------------------------------------------------------------------------------
  const filters = byId("filters");
  if (filters) {
    let timer = 0;
    const apply = async () => {
      const query = new URLSearchParams(Array.from(new FormData(filters)).filter(([, v]) => v));
      history.replaceState(null, "", "?" + query);
      await renew();
    };
    filters.addEventListener("input", event => {
      clearTimeout(timer);
      timer = setTimeout(apply, event.target.type === "search" ? 250 : 0);
    });
    filters.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); apply(); });
  }
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (form.id !== "export" && form.id !== "cancel") { return; }
    event.preventDefault();
    const { ok, answer } = await post(form.action, new FormData(form, event.submitter));
    if (!ok) { tell(answer.message, true); }
    look();
  });

  // --- deciding -----------------------------------------------------------------------------------------------------
  const decide = byId("decide");
  const decided = async button => {
    const form = new FormData(decide);
    const choice = button.value.split(" ");
    for (const key of Array.from(form.keys())) {
      if (key.startsWith("reason ") && key !== `reason ${choice[0]} ${choice[1]}`) { form.delete(key); }
    }
    form.set("choice", button.value);
    if (choice[2] === "dismissed") {
      const input = button.parentElement.querySelector("input");
      if (!input.value.trim()) { input.focus(); tell(input.placeholder + "?", true); return; }
    } else {
      form.delete(`reason ${choice[0]} ${choice[1]}`);
    }
    try {
      const { ok, status, answer } = await post(decide.action, form);
      if (ok) {
        const input = button.closest("[data-choice]").querySelector("input");
        if (input && choice[2] === "dismissed") { input.value = ""; }
      } else {
        tell(answer.message, true);
      }
      if (ok || status === 409) { await renew(); }
    } catch (error) {
      tell(String(error.message ?? error), true);
    }
  };
  if (decide) {
    document.addEventListener("click", event => {
      const button = event.target.closest("button[name=choice]");
      if (button) { event.preventDefault(); decided(button); }
    });
    decide.addEventListener("submit", event => event.preventDefault());
    document.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.name?.startsWith("reason ")) {
        event.preventDefault();
        decided(event.target.parentElement.querySelector("button"));
      }
    });
  }

  // --- keys ---------------------------------------------------------------------------------------------------------
  let current = null; // data-choice of the finding under the keys
  const places = () => Array.from(document.querySelectorAll("#article .finding [data-choice]"));
  const mark = () => {
    document.querySelectorAll(".current-finding").forEach(e => e.classList.remove("current-finding"));
    const box = places().find(c => c.dataset.choice === current);
    box?.closest(".finding").classList.add("current-finding");
    return box;
  };
  const step = by => {
    const all = places();
    if (!all.length) { return; }
    const at = all.findIndex(c => c.dataset.choice === current);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    current = all[next].dataset.choice;
    for (let d = all[next].closest("details"); d; d = d.parentElement.closest("details")) { d.open = true; }
    const finding = mark().closest(".finding");
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "center" });
    const seen = finding.querySelector("a.place[href*='-m']");
    const spot = seen && byId(seen.getAttribute("href").slice(1));
    const text = spot?.closest(".full-text");
    if (text && getComputedStyle(text).position === "sticky") {
      text.scrollTop += spot.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    }
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && typing) { event.target.blur(); return; }
    if (typing) { return; }
    if (event.key === "/" && byId("search")) { event.preventDefault(); byId("search").focus(); }
    if (!body.dataset.document) { return; }
    const links = { j: "next", k: "previous", Escape: "up" };
    if (links[event.key]) { byId(links[event.key])?.click(); }
    if (event.key === "n") { step(1); }
    if (event.key === "p") { step(-1); }
    const verdicts = { a: "confirmed", r: "to-mend", u: "undo" };
    const box = mark();
    if (!box) { return; }
    if (verdicts[event.key]) { box.querySelector(`[data-verdict="${verdicts[event.key]}"]`)?.click(); }
    if (event.key === "x") { event.preventDefault(); box.querySelector("input")?.focus(); }
  });

  // --- a sentence judged while it is written --------------------------------------------------------------------------
  const attempt = byId("try-form");
  if (attempt) {
    let timer = 0, serial = 0;
    const judge = async () => {
      const mine = ++serial;
      if (!attempt.elements.sentence.value.trim()) { byId("tried").replaceChildren(); return; }
      const response = await fetch(attempt.action, { method: "POST", body: new FormData(attempt), headers: { "X-Part": "1", "X-CSRF-Token": token } });
      const html = await response.text();
      if (response.ok && mine === serial) { byId("tried").innerHTML = html; }
    };
    attempt.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(judge, 350); });
    attempt.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); judge(); });
  }

  // what is folded on the screen is printed too
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(details => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
})();
