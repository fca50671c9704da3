// Shows Streamlit's built-in texts in the app's language. Texts and patterns come from the catalog.
(() => {
  const texts = __TEXTS__;
  const patterns = __PATTERNS__.map(([source, target]) => [new RegExp("^" + source + "$"), target]);
  const originals = new WeakMap();
  const shown = new WeakMap();
  const attributes = ["placeholder", "aria-label", "title"];
  let chinese = document.documentElement.lang.startsWith("zh");

  const translated = (text) => {
    const core = text.trim();
    if (!core) return null;
    if (Object.hasOwn(texts, core)) return text.replace(core, texts[core]);
    for (const [source, target] of patterns) if (source.test(core)) return text.replace(core, core.replace(source, target));
    return null;
  };
  const ours = (node) => {
    const parent = node.parentElement;
    if (!parent || parent.closest('[data-testid="stFileUploaderDropzone"]')) return !parent;
    return parent.closest('[data-testid="stMarkdownContainer"], [data-testid="stHtml"], script, style') !== null;
  };
  const visitText = (node) => {
    if (shown.get(node) !== node.nodeValue) originals.set(node, node.nodeValue);
    const original = originals.get(node);
    const wanted = chinese && !ours(node) ? translated(original) : null;
    const next = wanted === null ? original : wanted;
    shown.set(node, next);
    if (node.nodeValue !== next) node.nodeValue = next;
  };
  const visitAttributes = (element) => {
    for (const name of attributes) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const kept = "data-desk-" + name;
      const wanted = chinese ? translated(value) : null;
      if (wanted !== null && wanted !== value) { element.setAttribute(kept, value); element.setAttribute(name, wanted); }
      else if (!chinese && element.hasAttribute(kept)) { element.setAttribute(name, element.getAttribute(kept)); element.removeAttribute(kept); }
    }
  };
  const visit = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return visitText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    visitAttributes(root);
    for (const element of root.querySelectorAll("[placeholder], [aria-label], [title]")) visitAttributes(element);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) visitText(walker.currentNode);
  };
  const remember = (name, value) => {
    const pair = name + "=" + encodeURIComponent(value);
    if (!document.cookie.split("; ").includes(pair)) document.cookie = pair + "; path=/; max-age=31536000; SameSite=Strict";
  };
  const follow = () => {
    const mark = document.querySelector("[data-desk-lang]");
    const lang = mark ? mark.getAttribute("data-desk-lang") : null;
    if (lang) remember("desk_lang", lang.slice(0, 2));
    if (mark && mark.getAttribute("data-desk-who")) remember("desk_who", mark.getAttribute("data-desk-who"));
    if (!lang || lang === document.documentElement.lang) return;
    document.documentElement.lang = lang;
    chinese = lang.startsWith("zh");
    visit(document.body);
  };
  const start = () => {
    visit(document.body);
    new MutationObserver((changes) => {
      follow();
      for (const change of changes) {
        if (change.type === "characterData") visitText(change.target);
        else if (change.type === "attributes") visitAttributes(change.target);
        else for (const node of change.addedNodes) visit(node);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...attributes, "data-desk-lang", "data-desk-who"] });
  };
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
})();
