// The table holds a few dozen rows at a time, whatever their number: rows outside the box are two empty spacers.

const ROW_HEIGHT = 36;
let drawnRows = [-1, -1];

function drawRows(force) {
  const box = find('#table-box');
  const from = Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - 8);
  const to = Math.min(shown.length, from + Math.ceil(box.clientHeight / ROW_HEIGHT) + 20);
  if (!force && drawnRows[0] === from && drawnRows[1] === to) return;
  drawnRows = [from, to];
  const rows = document.createDocumentFragment();
  if (from) rows.append(spacer(from));
  for (let row = from; row < to; row++) rows.append(tableRow(shown[row], row));
  if (to < shown.length) rows.append(spacer(shown.length - to));
  find('#table-rows').replaceChildren(rows);
  find('#nothing').hidden = shown.length > 0;
}

function spacer(rows) {
  const cell = element('td', {colspan: 8, class: 'spacer'});
  cell.style.height = `${rows * ROW_HEIGHT}px`;
  return element('tr', {'aria-hidden': 'true'}, cell);
}

function tableRow(n, row) {
  const incident = incidents[n];
  const place = placeOf(incident);
  const kind = data.kinds[incident.kind];
  const first = state.selected < 0 && row === 0;
  const open = () => select(n, false);
  return element('tr', {'aria-selected': String(n === state.selected), 'aria-rowindex': row + 2, tabindex: n === state.selected || first ? 0 : -1, 'data-incident': n, class: isSingle(incident) ? null : 'total', onclick: open, onkeydown: onActivate(open)},
    element('td', {title: incident.when}, isDated(incident) ? incident.when : element('span', {class: 'unknown'}, 'no date')),
    element('td', {title: incident.title, dir: 'auto'}, incidentIcon(incident), isSingle(incident) || !kind ? '' : element('span', {class: 'tag'}, kind.label), incident.title),
    element('td', {dir: 'auto', title: place ? place.label : incident.placeText ? 'not matched to one place, so not on the map' : ''}, place ? place.name : incident.placeText || element('span', {class: 'unknown'}, 'no place')),
    element('td', {class: 'wide-only', dir: 'auto', title: incident.parties || ''}, incident.parties || ''),
    element('td', {class: 'number', title: incident.killed || ''}, incident.killed || ''),
    element('td', {class: 'number'}, String(incident.origins || 0)),
    element('td', {}, statusLabel(statusOf(incident))),
    element('td', {class: 'wide-only'}, incident.reviewed ? '✓ reviewed' : element('span', {class: 'unknown'}, 'not yet')));
}

function scrollToRow(n) {
  const row = shown.indexOf(n);
  const box = find('#table-box');
  if (row < 0) return;
  const top = row * ROW_HEIGHT;
  if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 90) box.scrollTop = Math.max(0, top - 120);
}

function startTable() {
  find('#table-box').addEventListener('scroll', () => requestAnimationFrame(() => drawRows(false)));
  find('#nothing-clear').onclick = clearAll;
  for (const button of document.querySelectorAll('[data-sort]')) {
    button.onclick = () => {
      const key = button.dataset.sort;
      state.ascending = state.sort === key ? !state.ascending : true;
      state.sort = key;
      for (const head of document.querySelectorAll('thead th')) head.removeAttribute('aria-sort');
      button.parentNode.setAttribute('aria-sort', state.ascending ? 'ascending' : 'descending');
      update();
    };
  }
}
