"use strict";
// A choice, and what is typed, show their page without loading anew; a change on disk shows by itself. Without this file
// all works by forms.
(() => {
  const at = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");
  let turn = 0;

  /** Ask for a page, and put its view in the place of this one when its pictures are ready; late answers are dropped. */
  async function show(address, said) {
    const mine = ++turn;
    at("view").setAttribute("aria-busy", "true");
    asked += 1;
    try {
      const answer = await fetch(address, said && { method: "POST", body: said });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== turn) return null;
      next.querySelectorAll("noscript").forEach((each) => each.remove());
      if (!next.getElementById("view")) { if (!said) location.reload(); return null; }
      await Promise.all([...next.querySelectorAll("#view img.page:not([loading])")].map(drawn));
      if (mine !== turn) return null;
      put("view", next);
      say(at("view").querySelector("figcaption")?.textContent ?? "This leaflet cannot be made as it is.");
      return next;
    } catch {
      say("The page does not answer. Is it still running?");
      return null;
    } finally {
      asked -= 1;
      draw();
    }
  }

  /** A picture in memory, as sharp as the screen; one that does not come is left to the page. */
  async function drawn(image) {
    const picture = new Image();
    picture.srcset = image.getAttribute("srcset");
    picture.src = image.getAttribute("src");
    try { await picture.decode(); } catch { /* the page shows its description */ }
  }

  /** Replace a part of the page; who stands on one of its controls still does, and what was open stays so. */
  function put(id, next) {
    const focus = document.activeElement;
    const inside = at(id).contains(focus) && focus.name;
    const open = [...at(id).querySelectorAll("details")].map((each) => each.open);
    at(id).replaceWith(document.adoptNode(next.getElementById(id)));
    at(id).querySelectorAll("details").forEach((each, number) => { each.open ||= open[number] ?? false; });
    if (inside) (at(id).querySelector(`[name="${inside}"]:checked`) ?? at(id).querySelector(`[name="${inside}"]`))?.focus();
  }

  // Small pictures: those in sight, one at a time, and none while a page is asked for. A browser asks for six things at
  // once at most, and the page should not wait for them.
  let asked = 0;
  let drawing = false;
  const wanted = new Set();
  const sight = new IntersectionObserver((seen) => {
    seen.forEach((each) => { if (each.isIntersecting) wanted.add(each.target); else wanted.delete(each.target); });
    draw();
  }, { rootMargin: "200px" });
  function look() { document.querySelectorAll("img[data-src]").forEach((each) => sight.observe(each)); }
  async function draw() {
    if (drawing) return;
    drawing = true;
    while (!asked && wanted.size) {
      const [image] = wanted;
      wanted.delete(image);
      sight.unobserve(image);
      if (!image.isConnected) continue;
      image.src = image.dataset.src;
      try { await image.decode(); } catch { /* there is none */ }
    }
    drawing = false;
  }

  function say(words) { if (at("said")) at("said").textContent = words; }

  // Choosing.
  const tile = (image) => image.closest(".tile").querySelector("input").value;
  async function choose(address) {
    const next = await show(address);
    if (!next) return;
    put("actions", next);
    put("client", next);
    if (next.getElementById("choices").dataset.key !== at("choices").dataset.key) {
      const before = new Map([...at("choices").querySelectorAll(".tile img")].map((each) => [tile(each), each.src]));
      put("choices", next);
      at("choices").querySelectorAll(".tile img").forEach((each) => { if (before.get(tile(each))) each.src = before.get(tile(each)); });
      look();
    }
    document.body.dataset.mark = next.body.dataset.mark;
    document.title = next.title;
  }
  document.addEventListener("change", (event) => {
    const form = event.target.closest("#choices");
    if (!form) return;
    const address = "/?" + new URLSearchParams(new FormData(form));
    history.replaceState(null, "", address);
    choose(address);
  });

  // The chosen layout is in sight. (scrollIntoView would also move the place from which the Tab key goes on.)
  const picked = document.querySelector("#choices [name=layout]:checked")?.closest(".tile");
  const scrolled = picked?.closest(".scrolled");
  if (picked && picked.offsetTop + picked.offsetHeight > scrolled.offsetTop + scrolled.clientHeight) {
    scrolled.scrollTop = picked.offsetTop - scrolled.offsetTop - 120;
  }

  // Changing the words.
  let waiting = 0;
  const typed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("#fields form.field");
    if (!form) return;
    const same = event.target.value === event.target.defaultValue;
    if (same) typed.delete(form.id); else typed.add(form.id);
    form.querySelector("[data-save]").classList.toggle("ready", !same);
    const count = event.target.value.split(/\s+/).filter(Boolean).length;
    const told = form.querySelector(".count");
    if (told) told.textContent = count === 1 ? "1 word" : `${count} words`;
    clearTimeout(waiting);
    waiting = setTimeout(() => trial(form), 120);
  });
  async function trial(form) {
    const next = await show("/try" + location.search, new FormData(form));
    if (!next) return;
    const faults = form.querySelector(".faults");
    faults.replaceChildren(...(next.getElementById(form.id)?.querySelector(".faults").childNodes ?? []));
    const swatch = next.getElementById(form.id)?.querySelector(".swatch");
    if (swatch) form.querySelector(".swatch")?.replaceWith(swatch);
    mark(form);
  }
  /** The words of a field stand out on the page. */
  function mark(form) {
    document.querySelectorAll(".spots a").forEach((each) => {
      each.classList.toggle("now", Boolean(form) && each.getAttribute("href") === `#${form.id}`);
    });
  }
  document.addEventListener("focusin", (event) => {
    if (at("fields")) mark(event.target.closest("form.field"));
  });
  document.addEventListener("click", (event) => {
    const spot = event.target.closest(".spots a");
    if (!spot) return;
    event.preventDefault();
    const control = at(spot.getAttribute("href").slice(1)).querySelector("[name=words]");
    control.scrollIntoView({ block: "center" });
    control.focus();
  });

  // How far the mails are.
  async function poll() {
    if (!at("progress")?.hasAttribute("data-poll")) return;
    const answer = await fetch(location.href);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!next.getElementById("progress")?.hasAttribute("data-poll")) { location.reload(); return; }
    put("progress", next);
    setTimeout(poll, 1000);
  }
  setTimeout(poll, 700);

  // What changes on disk.
  let source = null;
  function changed(mark_) {
    if (mark_ === document.body.dataset.mark) return;
    if (at("choices")) choose(location.href);
    else if (typed.size) say("The files have changed elsewhere. When you save, both are shown.");
    else location.reload();
  }
  function listen() {
    source?.close();
    source = document.hidden ? null : new EventSource("/events");
    if (source) source.onmessage = (event) => changed(event.data);
  }
  if (at("choices")) {
    asked = 1;
    const first = document.querySelector("img.page");
    (first ? first.decode() : Promise.resolve()).catch(() => {}).then(() => { asked -= 1; draw(); });
    look();
  }
  document.addEventListener("visibilitychange", listen);
  if (document.body.dataset.mark) listen();
})();
