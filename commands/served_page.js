// What is typed goes to Navicert at once, without a click into the page first: as soon as the first
// text is there, and whenever the window is come back to.
const typeHere = () => document.querySelector(".xterm-helper-textarea")?.focus();
const watch = new MutationObserver(() => {
  if (document.body.classList.contains("-first-byte")) {
    watch.disconnect();
    typeHere();
    window.addEventListener("focus", typeHere);
  }
});
watch.observe(document.body, { attributes: true, attributeFilter: ["class"] });
