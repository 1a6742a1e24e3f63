// The selected incident: every value with numbered buttons to the words it came from, then those sentences.

function drawPanel() {
  const panel = find('#panel');
  if (state.selected < 0) {
    panel.replaceChildren(element('p', {class: 'lead'}, 'Choose an incident on the timeline, the map or in the table.'), keyList(), certaintyList());
    return;
  }
  const incident = incidents[state.selected];
  const kind = data.kinds[incident.kind];
  panel.replaceChildren(
    element('div', {class: 'panel-meta'},
      element('span', {}, incidentIcon(incident), typeOf(incident).label), statusLabel(statusOf(incident)),
      element('span', {}, incident.reviewed ? '✓ reviewed' : 'not reviewed'), element('span', {class: 'mono'}, incident.id)),
    element('h3', {dir: 'auto'}, incident.title),
    ...[kind?.note ? element('p', {class: 'notice total-note'}, element('b', {}, `${kind.label}. `), kind.note) : '', contradictionNotice(incident)].filter(Boolean),
    element('p', {class: 'fine'}, `${statusOf(incident).label}: ${statusOf(incident).meaning}. ${counted(incident.origins || 0, 'independent origin', 'independent origins')} in ${counted(incident.reports || 0, 'report', 'reports')}.`),
    element('dl', {class: 'values'}, (incident.values || []).map(valueRow)),
    ...linkList(incident),
    element('h4', {}, 'What the reports say'),
    element('ol', {class: 'evidence'}, (incident.evidence || []).map(evidenceItem)));
  panel.scrollTop = 0;
}

function contradictionNotice(incident) {
  const found = data.contradictions.filter((row) => row.incident === incident.id);
  if (!found.length) return '';
  return element('p', {class: 'notice'}, element('span', {class: 'status disputed'}, statusIcon('disputed')), ' Sources contradict each other: ',
    found.map((row, n) => [n ? '; ' : '', element('button', {class: 'link', onclick: () => find(`#contradiction-${data.contradictions.indexOf(row)}`).scrollIntoView()}, row.question)]));
}

function valueRow(value) {
  const content = value.actors
    ? element('ul', {class: 'participants'}, value.actors.map((part) => element('li', {}, participantName(part), noteText(part.note), referenceButtons(part.refs))))
    : [element('bdi', {}, value.text), noteText(value.note), referenceButtons(value.refs)];
  return [element('dt', {}, value.label), element('dd', {}, content)];
}

function noteText(note) {
  return note ? element('span', {class: 'fine', dir: 'auto'}, ` (${note})`) : '';
}

function participantName(part) {
  if (part.actor == null) return element('bdi', {}, part.text);
  return element('button', {class: 'link', dir: 'auto', title: 'Show only what this actor has part in', onclick: () => setActor(part.actor)}, part.text);
}

// One button per sentence; it lights up the very words that the value was read from.
function referenceButtons(references) {
  const byNumber = new Map();
  for (const [number, start, end] of references || []) byNumber.set(number, [...(byNumber.get(number) || []), [start, end]]);
  const several = [...byNumber].sort((a, b) => a[0] - b[0]);
  return several.map(([number, ranges]) => element('button', {
    class: 'reference', 'aria-label': `Sentence ${number + 1}`, title: 'Show the sentence',
    onclick: () => showWords(number, ranges, true), onmouseenter: () => showWords(number, ranges, false), onfocus: () => showWords(number, ranges, false),
  }, String(number + 1)));
}

function showWords(number, ranges, scroll) {
  const items = find('#panel').querySelectorAll('.evidence > li');
  items.forEach((item, n) => {
    item.classList.toggle('on', n === number);
    const text = item.dataset.text;
    const quote = find('blockquote', item);
    if (n === number) quote.replaceChildren(...quotedWords(text, ranges));
    else quote.textContent = inQuotes(text);
  });
  if (scroll) items[number]?.scrollIntoView({block: 'nearest'});
}

function highlighted(text, ranges) {
  const parts = [];
  let position = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (start < position || (start === 0 && end >= text.length)) continue;
    parts.push(text.slice(position, start), element('mark', {}, text.slice(start, end)));
    position = end;
  }
  return [...parts, text.slice(position)];
}

function evidenceItem(number, position) {
  const quoted = sentence(number);
  return element('li', {'data-text': quoted.text},
    element('blockquote', {dir: 'auto'}, inQuotes(quoted.text)),
    element('div', {class: 'fine'}, element('b', {}, `${position + 1} `), element('bdi', {}, quoted.report.outlet), `, ${quoted.report.date} · `,
      element('button', {class: 'link', onclick: () => openReport(quoted.reportNumber, [number])}, 'read in the report')));
}

function linkList(incident) {
  if (!incident.links) return [];
  return [element('h4', {}, 'Linked incidents'), element('ul', {class: 'links'}, incident.links.map((link) => {
    const other = numberById.get(link.incident);
    const title = other == null ? `${link.incident} (not in this dossier)` : incidents[other].title;
    return element('li', {}, `${link.label}, ${link.way}: `, other == null ? title : element('button', {class: 'link', dir: 'auto', onclick: () => select(other, true)}, title), noteText(link.note));
  }))];
}

function certaintyList() {
  const present = new Set(incidents.map((incident) => incident.status));
  return element('ul', {class: 'certainty-key'}, data.statuses.filter((status, n) => present.has(n)).map((status) => element('li', {}, statusLabel(status), element('span', {class: 'fine'}, ` ${status.meaning}`))));
}
