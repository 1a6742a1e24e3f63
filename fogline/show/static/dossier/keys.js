// Keys. Single letters are off while typing, and can be switched off altogether (WCAG 2.1.4).

const KEYS = [
  ['j k', 'next, previous incident'], ['o', 'read the report at the evidence'], ['/', 'search'],
  ['t m i c a s', 'go to timeline, map, incidents, contradictions, actors, sources'], ['Esc', 'take off all filters'], ['d', 'dark or light'],
  ['← → ↑ ↓ + − 0', 'on the map: move, zoom, show all; on the ends of the period: move by a day, with Shift by 30'], ['?', 'this list'],
];
const SECTION_KEYS = {t: '#when', m: '#where', i: '#incidents', c: '#contradictions', a: '#actors', s: '#sources'};
let lettersOn = true;

function keyList() {
  return element('dl', {class: 'keys'}, KEYS.flatMap(([keys, words]) => [element('dt', {}, keys.split(' ').map((key) => element('kbd', {}, key))), element('dd', {}, words)]));
}

function showKeys() {
  const letters = element('input', {type: 'checkbox', onchange: (event) => { lettersOn = event.target.checked; }});
  letters.checked = lettersOn;
  showDialog('Keys', '', [keyList(), element('label', {class: 'letters'}, letters, ' Single-letter keys are on'), certaintyList()]);
}

function step(by) {
  if (!shown.length) return;
  const at = shown.indexOf(state.selected);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, at + by));
  select(shown[next], true);
  if (document.activeElement?.closest('#table-rows') || document.activeElement === document.body) find(`[data-incident="${shown[next]}"]`)?.focus({preventScroll: true});
}

function readEvidence() {
  const first = state.selected >= 0 ? incidents[state.selected].evidence?.[0] : null;
  if (first == null) return;
  const {reportNumber} = sentence(first);
  openReport(reportNumber, incidents[state.selected].evidence.filter((n) => sentence(n).reportNumber === reportNumber));
}

const LETTERS = {j: () => step(1), k: () => step(-1), o: readEvidence, d: () => setTheme(), '?': showKeys, '/': () => find('#search').focus()};

function pressKey(event) {
  if (event.metaKey || event.ctrlKey || event.altKey || find('#dialog').open) return;
  if (event.target.matches('input, select, textarea')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const inTable = event.target.closest?.('#table-rows');
  let act = lettersOn || event.key === '?' ? LETTERS[event.key] : null;
  if (event.key === 'Escape') act = clearAll;
  else if (inTable && event.key === 'ArrowDown') act = () => step(1);
  else if (inTable && event.key === 'ArrowUp') act = () => step(-1);
  else if (lettersOn && SECTION_KEYS[event.key]) act = () => goToSection(SECTION_KEYS[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
}

// Focus moves along with the view, so that the next Tab continues there.
function goToSection(selector) {
  const heading = find(`${selector} h2`);
  if (!heading) return;
  heading.tabIndex = -1;
  find(selector).scrollIntoView();
  heading.focus({preventScroll: true});
}
