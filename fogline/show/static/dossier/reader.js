// Reading a report: the whole text with marks where it is embedded, otherwise the quoted sentences in their order.

function sentencesOf(reportNumber) {
  const numbers = new Set(data.sentences.map((row, n) => (row[0] === reportNumber ? n : -1)).filter((n) => n >= 0));
  return [...numbers].map((number) => ({number, ...sentence(number)})).sort((a, b) => a.start - b.start || b.end - a.end);
}

function openReport(reportNumber, markedNumbers) {
  const report = data.reports[reportNumber];
  if (!report) return;
  const marked = new Set(markedNumbers);
  const body = report.text ? wholeReport(report, reportNumber, marked) : quotedParts(reportNumber, marked);
  const note = report.text ? '' : element('p', {class: 'fine reader-note'}, 'Quoted sentences only, in the order of the report; the report itself is not embedded.');
  showDialog(report.title, [element('b', {dir: 'auto'}, report.outlet), `, ${report.date} · how the date was found: ${report.how}`], [note, element('div', {class: 'reading', dir: 'auto'}, body)]);
  find('mark.asked', find('#dialog'))?.scrollIntoView({block: 'center'});
}

function wholeReport(report, reportNumber, marked) {
  const parts = [];
  let position = 0;
  for (const part of sentencesOf(reportNumber)) {
    if (part.start < position) continue;
    parts.push(report.text.slice(position, part.start), markedText(part, marked));
    position = part.end;
  }
  parts.push(report.text.slice(position));
  return parts;
}

function quotedParts(reportNumber, marked) {
  let end = -1;
  return sentencesOf(reportNumber).filter((part) => {
    const fresh = part.end > end;
    end = Math.max(end, part.end);
    return fresh;
  }).map((part) => element('p', {}, part.before && element('span', {class: 'context'}, part.before, ' '), markedText(part, marked), part.after && element('span', {class: 'context'}, ' ', part.after)));
}

function markedText(part, marked) {
  return element('mark', {class: marked.has(part.number) ? 'asked' : null}, part.text);
}

function showDialog(title, about, body) {
  const dialog = find('#dialog');
  dialog.setAttribute('aria-label', title);
  dialog.replaceChildren(
    element('div', {class: 'dialog-head'},
      element('div', {class: 'dialog-title'}, element('h3', {dir: 'auto'}, title), about ? element('div', {class: 'fine'}, about) : ''),
      element('button', {class: 'plain-button', onclick: () => dialog.close()}, 'Close')),
    element('div', {class: 'dialog-body', tabindex: 0}, body));
  dialog.showModal();
}

// A quotation with its outlet and date, as every list of the page shows it; the words in the ranges are marked.
function quotation(number, ranges = []) {
  const quoted = sentence(number);
  return element('div', {class: 'quotation'},
    element('blockquote', {dir: 'auto'}, quoted.cut ? wholeSentence(quoted, ranges) : quotedWords(quoted.text, ranges)),
    element('div', {class: 'fine'}, element('button', {class: 'link', dir: 'auto', onclick: () => openReport(quoted.reportNumber, [number])}, quoted.report.outlet), `, ${quoted.report.date}`));
}

// Words cut out of a sentence stand in it, or "carrying it out" would say nothing.
function wholeSentence({text, before, after, cut}, ranges) {
  const gap = /^[,.;:!?’”)]/.test(after) ? '' : ' ';
  return ['“', cut & 1 ? element('span', {class: 'context'}, before, ' ') : '', ...highlighted(text, ranges), cut & 2 ? element('span', {class: 'context'}, gap, after) : '', '”'];
}

function quotedWords(text, ranges) {
  const words = highlighted(text, ranges);
  return inQuotes(text) === text ? words : ['“', ...words, '”'];
}

function startReader() {
  for (const button of document.querySelectorAll('[data-report]')) {
    const number = Number(button.dataset.report);
    const used = data.sentences.some((row) => row[0] === number);
    if (used || data.reports[number].text) button.onclick = () => openReport(number, []);
    else button.replaceWith(element('span', {class: 'fine'}, ' nothing quoted'));
  }
}
