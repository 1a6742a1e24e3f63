// What is shown, as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe in front.

const CSV_COLUMNS = {
  id: (i) => i.id, kind: (i) => i.kind, date_from: (i) => (i.first == null ? '' : dayText(i.first)), date_to: (i) => (i.last == null ? '' : dayText(i.last)),
  type: (i) => typeOf(i).label, title: (i) => i.title, place: (i) => placeOf(i)?.label ?? '', place_precision: (i) => placeOf(i)?.precision ?? '',
  lat: (i) => placeOf(i)?.lat ?? '', lon: (i) => placeOf(i)?.lon ?? '', parties: (i) => i.parties ?? '', killed: (i) => i.killed ?? '',
  certainty: (i) => statusOf(i).label, origins: (i) => i.origins ?? 0, reports: (i) => i.reports ?? 0, reviewed: (i) => (i.reviewed ? 'yes' : 'no'),
  sentences: (i) => (i.evidence || []).map((n) => `${sentence(n).report.outlet}: ${sentence(n).text}`).join(' | '),
};

function csvCell(value) {
  let text = String(value);
  if (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text))) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvText() {
  const rows = shown.map((n) => Object.values(CSV_COLUMNS).map((read) => csvCell(read(incidents[n]))).join(','));
  return [Object.keys(CSV_COLUMNS).join(','), ...rows].join('\r\n');
}

function downloadCsv() {
  // The mark at the start tells spreadsheets that the file is UTF-8.
  const address = URL.createObjectURL(new Blob(['\ufeff', csvText()], {type: 'text/csv'}));
  element('a', {download: 'incidents.csv', href: address}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
