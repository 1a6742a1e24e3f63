// What the reader has chosen, which incidents that leaves, and the address that says so.

const NO_PLACE = -1;
const OVERSIZED = 3000;

const state = {
  selected: -1, types: new Set(), statuses: new Set(), actor: -1, place: null, undatedOnly: false, search: '', review: '',
  from: 0, to: 1, sort: 'when', ascending: true,
};
const home = {from: 0, to: 1}; // the period the page opens on
const extent = {from: 0, to: 1}; // the period of all incidents
let shown = []; // numbers of the incidents that pass, in table order

function passesExceptPeriodAndType(number) {
  const incident = incidents[number];
  if (state.statuses.size && !state.statuses.has(statusOf(incident).key)) return false;
  if (state.actor >= 0 && !(incident.actors || []).includes(state.actor)) return false;
  if (state.place === NO_PLACE && isMapped(incident)) return false;
  if (state.place != null && state.place !== NO_PLACE && incident.place !== state.place) return false;
  if (state.undatedOnly && isDrawn(incident)) return false;
  if (state.review && (state.review === 'yes') !== Boolean(incident.reviewed)) return false;
  return !state.search || searchText(number).includes(state.search);
}

function inPeriod(incident) {
  return !isDated(incident) || (lastDay(incident) >= state.from && firstDay(incident) <= state.to);
}

function typeIsOn(key) {
  return !state.types.size || state.types.has(key);
}

const SORT_VALUES = {
  when: (incident) => (isDated(incident) ? middleDay(incident) : Infinity),
  title: (incident) => incident.title.toLowerCase(),
  place: (incident) => (placeOf(incident) ? placeOf(incident).name.toLowerCase() : '\uffff'),
  parties: (incident) => (incident.parties || '\uffff').toLowerCase(),
  killed: (incident) => incident.killedMin ?? -1,
  origins: (incident) => incident.origins || 0,
  status: (incident) => incident.status,
  review: (incident) => (incident.reviewed ? 0 : 1),
};

function applyFilters() {
  const numbers = [];
  for (let n = 0; n < incidents.length; n++) {
    if (inPeriod(incidents[n]) && typeIsOn(typeOf(incidents[n]).key) && passesExceptPeriodAndType(n)) numbers.push(n);
  }
  const value = SORT_VALUES[state.sort];
  const values = new Map(numbers.map((n) => [n, value(incidents[n])]));
  const sign = state.ascending ? 1 : -1;
  shown = numbers.sort((a, b) => {
    const x = values.get(a), y = values.get(b);
    return x < y ? -sign : x > y ? sign : a - b;
  });
}

// A few background events years before must not squash the rest: the page opens after the widest early gap.
function prepareState() {
  const dated = incidents.filter(isDrawn);
  if (!dated.length) return;
  const singles = dated.filter(isSingle);
  const drawn = singles.length ? singles : dated;
  const first = Math.min(...extremes(drawn, (incident) => incident.first));
  const last = Math.max(...extremes(drawn, (incident) => (incident.last ?? incident.first) + 1));
  const dense = denseStart(drawn.map(middleDay).sort((a, b) => a - b), first, last);
  const margin = Math.max(3, (last - dense) * 0.03);
  Object.assign(extent, {from: first - margin, to: last + margin});
  Object.assign(home, {from: dense === first ? extent.from : dense - margin, to: extent.to});
  Object.assign(state, home);
}

// [lowest, highest] of a value; spread arguments would overflow with very many incidents.
function extremes(list, value) {
  let low = Infinity, high = -Infinity;
  for (const row of list) {
    low = Math.min(low, value(row));
    high = Math.max(high, value(row));
  }
  return [low, high];
}

const EARLY_SHARE = 0.15; // at most this share of the incidents may lie before the opening window
const WIDE_GAP = 0.25; // a gap counts as wide when it is this share of what is left of the period

function denseStart(middles, first, last) {
  let start = first;
  for (let n = 1; n <= Math.max(1, Math.floor(middles.length * EARLY_SHARE)) && n < middles.length - 1; n++) {
    if (middles[n] - middles[n - 1] > Math.max(30, (last - Math.max(start, middles[n - 1])) * WIDE_GAP)) start = middles[n];
  }
  return start;
}

function resetFilters() {
  state.types.clear();
  state.statuses.clear();
  Object.assign(state, {actor: -1, place: null, undatedOnly: false, search: '', review: '', from: home.from, to: home.to});
}

function toggle(set, key) {
  if (set.has(key)) set.delete(key);
  else set.add(key);
}

function toggleType(key) {
  const present = presentTypes().map((type) => type.key);
  if (!state.types.size) state.types = new Set(present.filter((other) => other !== key));
  else toggle(state.types, key);
  if (!state.types.size || state.types.size === present.length) state.types.clear();
}

function presentTypes() {
  const present = new Set(incidents.map((incident) => incident.type));
  return data.types.filter((type, number) => present.has(number));
}

// ---- the address: copied or bookmarked, it opens the same view

function dayText(day) {
  return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
}

function dayFromText(text) {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time / DAY;
}

function writeAddress() {
  const parts = new URLSearchParams();
  if (state.selected >= 0) parts.set('incident', incidents[state.selected].id);
  if (state.types.size) parts.set('types', [...state.types].join('.'));
  if (state.statuses.size) parts.set('certainty', [...state.statuses].join('.'));
  if (state.actor >= 0) parts.set('actor', data.actors[state.actor].id);
  if (state.place != null) parts.set('place', state.place === NO_PLACE ? 'none' : data.places[state.place].name);
  if (state.search) parts.set('search', state.search);
  if (state.review) parts.set('review', state.review);
  if (state.undatedOnly) parts.set('undated', '1');
  if (state.from !== home.from || state.to !== home.to) parts.set('period', `${dayText(state.from)}_${dayText(state.to)}`);
  try {
    history.replaceState(null, '', '#' + parts);
  } catch {
    // Some browsers refuse this for local files; the view itself does not depend on it.
  }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const known = (name, keys) => new Set((parts.get(name) || '').split('.').filter((key) => keys.includes(key)));
  state.types = known('types', data.types.map((type) => type.key));
  state.statuses = known('certainty', data.statuses.map((status) => status.key));
  state.actor = data.actors.findIndex((actor) => actor.id === parts.get('actor'));
  state.search = (parts.get('search') || '').toLowerCase();
  state.review = ['yes', 'no'].includes(parts.get('review')) ? parts.get('review') : '';
  state.undatedOnly = parts.get('undated') === '1';
  const place = data.places.findIndex((row) => row.name === parts.get('place'));
  state.place = parts.get('place') === 'none' ? NO_PLACE : place >= 0 ? place : null;
  const [from, to] = (parts.get('period') || '').split('_').map(dayFromText);
  if (from != null && to != null && from < to) Object.assign(state, {from, to});
  state.selected = numberById.get(parts.get('incident')) ?? -1;
}
