// The dossier's data, and what is looked up in it again and again.

let data;
let incidents = [];
let numberById = new Map();
let searchTexts = [];

async function loadData() {
  const source = find('#dossier-data');
  if (source.dataset.encoding !== 'gzip') return JSON.parse(source.textContent);
  const packed = atob(source.textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  source.textContent = ''; // the browser would otherwise keep the packed copy as well
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

function prepareData(loaded) {
  data = loaded;
  incidents = data.incidents;
  numberById = new Map(incidents.map((incident, number) => [incident.id, number]));
  searchTexts = new Array(incidents.length);
}

function isSingle(incident) {
  return incident.kind === 'incident';
}

function isTotal(incident) {
  return incident.kind === 'aggregate';
}

function isDated(incident) {
  return incident.first != null || incident.last != null;
}

// "By 5 May" names no day: such an incident is listed and counted, but a place on the line would be made up.
function isDrawn(incident) {
  return incident.first != null;
}

// An open side reaches as far as it may have been, so that no filter loses the incident.
function firstDay(incident) {
  return incident.first ?? -Infinity;
}

function lastDay(incident) {
  return incident.last != null ? incident.last + 1 : Infinity;
}

// Where the glyph stands: the middle of the possible days, or the only known end.
function middleDay(incident) {
  if (incident.first == null) return incident.last;
  if (incident.last == null) return incident.first;
  return (incident.first + incident.last + 1) / 2;
}

function placeOf(incident) {
  return incident.place == null ? null : data.places[incident.place];
}

function isMapped(incident) {
  const place = placeOf(incident);
  return place != null && place.lat != null && place.lon != null;
}

function typeOf(incident) {
  return data.types[incident.type];
}

function statusOf(incident) {
  return data.statuses[incident.status];
}

function typeColor(key) {
  return `var(--type-${key})`;
}

// Sentences are stored as [report, start, end, text?, before?, after?, cut?]; cut is 1 when the sentence goes on before the words,
// 2 when after them, 3 for both. Without text they lie in the embedded report.
function sentence(number) {
  const [reportNumber, start, end, text, before, after, cut] = data.sentences[number];
  const report = data.reports[reportNumber] || {outlet: 'unknown report', date: '', title: ''};
  return {reportNumber, report, start, end, before: before || '', after: after || '', cut: cut || 0, text: text ?? (report.text || '').slice(start, end)};
}

// Built when first needed: most readers never search, and lower-casing all sentences takes time in a large dossier.
function searchText(number) {
  if (searchTexts[number] == null) {
    const incident = incidents[number];
    const names = (incident.actors || []).flatMap((a) => [data.actors[a].name, ...(data.actors[a].aliases || [])]);
    const quotes = (incident.evidence || []).map((n) => sentence(n).text);
    const place = placeOf(incident);
    searchTexts[number] = [incident.id, incident.title, place ? place.label : '', incident.parties || '', ...names, ...quotes].join(' ').toLowerCase();
  }
  return searchTexts[number];
}
