"use strict";
(() => {
  const keys = { j: "a[rel=next]", k: "a[rel=prev]", Escape: "#list" };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) { return; }
    const link = document.querySelector(keys[event.key]);
    if (link) { link.click(); }
  });
  // a link to something folded opens it; what is folded on the screen is printed too
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details");
    if (folded) { folded.open = true; target.scrollIntoView({ block: "center" }); }
  };
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(details => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
  window.addEventListener("hashchange", open);
  open();
})();
