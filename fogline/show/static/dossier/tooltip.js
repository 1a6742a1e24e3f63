// One tooltip for timeline and map. It repeats what the panel shows, so nothing is lost without a pointer.

function showTooltip(event, text) {
  const tip = find('#tooltip');
  tip.textContent = text;
  tip.hidden = false;
  tip.style.left = `${Math.min(event.pageX + 12, document.documentElement.clientWidth - 310)}px`;
  tip.style.top = `${event.pageY + 14}px`;
}

function hideTooltip() {
  find('#tooltip').hidden = true;
}
