// Incidents on the map: one mark per place, joined where they would overlap. Exact and vague places are never joined,
// and totals never enter a count of incidents: they have a square mark of their own.

let marks = [];
const CELL = 44;

function computeMarks() {
  const {clientWidth: width, clientHeight: height} = find('#map');
  const places = [...marksByPlace().values()].filter((mark) => mark.x > -40 && mark.y > -40 && mark.x < width + 40 && mark.y < height + 40);
  marks = joinMarks(places.sort((a, b) => b.count - a.count));
  const labelAll = incidents.length <= 400;
  const named = new Set(marks.filter((mark) => !mark.total).map((mark) => mark.place));
  for (const mark of marks) {
    // The total of a place stands beside its incidents, whose name says it for both.
    const twice = mark.total && named.has(mark.place);
    mark.label = twice ? '' : labelAll || mark.count > incidents.length / 60 ? data.places[mark.place].name + (mark.joined ? ` +${mark.joined}` : '') : '';
  }
}

function marksByPlace() {
  const byPlace = new Map();
  for (const n of shown) {
    const incident = incidents[n];
    if (!isMapped(incident)) continue;
    const total = !isSingle(incident);
    const key = `${incident.place}${total ? ' total' : ''}`;
    if (!byPlace.has(key)) byPlace.set(key, newMark(incident.place, total));
    const mark = byPlace.get(key);
    mark.count++;
    mark.byType.set(incident.type, (mark.byType.get(incident.type) || 0) + 1);
    if (mark.numbers.length < 60) mark.numbers.push(n);
    if (n === state.selected) mark.selected = true;
  }
  for (const mark of byPlace.values()) mark.r = markRadius(mark.count);
  return byPlace;
}

function newMark(place, total) {
  const {lat, lon, vague} = data.places[place];
  const [x, y] = screenPoint(lon, lat);
  // Beside the incidents of the same place, not on top of them.
  return {place, total, x: total ? x + 20 : x, y: total ? y - 20 : y, vague: Boolean(vague), count: 0, byType: new Map(), numbers: [], joined: 0, selected: false};
}

function markRadius(count) {
  return count === 1 ? 9 : Math.min(30, 9 + Math.sqrt(count) * (incidents.length > 400 ? 0.9 : 2.4));
}

function joinMarks(sorted) {
  const kept = [];
  const cells = new Map();
  const crowded = sorted.length > 90;
  for (const mark of sorted) {
    const cx = Math.floor(mark.x / CELL), cy = Math.floor(mark.y / CELL);
    const near = [-1, 0, 1].flatMap((a) => [-1, 0, 1].flatMap((b) => cells.get(`${cx + a},${cy + b}`) || []));
    const host = near.find((other) => canJoin(other, mark) && Math.hypot(other.x - mark.x, other.y - mark.y) < joinDistance(other, mark, crowded));
    if (host) joinInto(host, mark);
    else {
      kept.push(mark);
      const key = `${cx},${cy}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(mark);
    }
  }
  return kept;
}

// A few places may touch, so that each keeps its name; many must not hide each other.
function joinDistance(a, b, crowded) {
  return crowded ? Math.max(a.vague ? 46 : 40, (a.r + b.r) * 0.95) : Math.min(a.r + b.r, 26) * 0.9;
}

function canJoin(a, b) {
  return a.vague === b.vague && a.total === b.total;
}

function joinInto(host, mark) {
  host.count += mark.count;
  host.joined += mark.joined + 1;
  host.selected ||= mark.selected;
  host.numbers.push(...mark.numbers.slice(0, 20));
  for (const [type, count] of mark.byType) host.byType.set(type, (host.byType.get(type) || 0) + count);
  host.r = markRadius(host.count);
}

function drawMarks() {
  const layer = document.createDocumentFragment();
  // Rough places lie under exact ones, whose marks are smaller.
  for (const mark of [...marks].sort((a, b) => b.vague - a.vague)) layer.append(markElement(mark));
  find('#map > svg').replaceChildren(layer);
}

function markElement(mark) {
  const act = (event) => {
    event.stopPropagation();
    activateMark(mark);
  };
  const words = describeMark(mark);
  const group = shape('g', {
    class: 'mark', transform: `translate(${mark.x.toFixed(1)} ${mark.y.toFixed(1)})`, tabindex: 0, role: 'button', 'aria-label': words,
    onclick: act, onkeydown: onActivate(act), onmousemove: (event) => showTooltip(event, words), onmouseleave: hideTooltip,
  });
  if (mark.selected) group.append(shape('circle', {r: mark.r + 4.5, fill: 'none', stroke: 'var(--ink)', 'stroke-width': 2.2}));
  if (mark.vague) group.append(shape('circle', {class: 'vague-ring', r: mark.r + 7}));
  if (mark.total) group.append(...totalMark(mark));
  else if (mark.count === 1) group.append(shape('circle', {r: 10.5, fill: 'var(--card)', stroke: typeColor(typeOf(incidents[mark.numbers[0]]).key), 'stroke-width': 1.4}), incidentMark(incidents[mark.numbers[0]], 0.94));
  else group.append(...donut(mark));
  return group;
}

function describeMark(mark) {
  const name = data.places[mark.place].label + (mark.joined ? ` and ${mark.joined} nearby` : '');
  const rough = mark.vague ? ', place known only roughly' : '';
  if (mark.count === 1) return `${incidents[mark.numbers[0]].when} · ${incidents[mark.numbers[0]].title} · ${name}${rough}`;
  return `${name}: ${mark.total ? counted(mark.count, 'total', 'totals') : counted(mark.count, 'incident', 'incidents')}${rough}`;
}

function totalMark(mark) {
  const color = typeColor(typeOf(incidents[mark.numbers[0]]).key);
  return [
    shape('rect', {x: -9, y: -9, width: 18, height: 18, rx: 3, fill: 'var(--card)', stroke: color, 'stroke-width': 1.6, 'stroke-dasharray': '4 2'}),
    shape('text', {y: 4.5, 'text-anchor': 'middle', fill: 'var(--ink)'}, isTotal(incidents[mark.numbers[0]]) ? (mark.count === 1 ? 'Σ' : `Σ${mark.count}`) : '…'),
  ];
}

function donut(mark) {
  const outer = mark.r, inner = mark.r * 0.6;
  const parts = [shape('circle', {r: outer + 1.2, fill: 'var(--card)'})];
  const types = [...mark.byType].sort((a, b) => a[0] - b[0]);
  if (types.length === 1) {
    parts.push(shape('circle', {r: (outer + inner) / 2, fill: 'none', stroke: typeColor(data.types[types[0][0]].key), 'stroke-width': outer - inner}));
  } else {
    let angle = -Math.PI / 2;
    for (const [type, count] of types) {
      const turn = (count / mark.count) * Math.PI * 2;
      parts.push(shape('path', {d: ringPart(outer, inner, angle, angle + turn), fill: typeColor(data.types[type].key), stroke: 'var(--card)', 'stroke-width': 1}));
      angle += turn;
    }
  }
  const text = mark.count > 9999 ? `${Math.round(mark.count / 1000)}k` : String(mark.count);
  return [...parts, shape('text', {y: 4, 'text-anchor': 'middle', fill: 'var(--ink)'}, text)];
}

function ringPart(outer, inner, from, to) {
  const at = (radius, angle) => `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
  const large = to - from > Math.PI ? 1 : 0;
  return `M${at(outer, from)}A${outer} ${outer} 0 ${large} 1 ${at(outer, to)}L${at(inner, to)}A${inner} ${inner} 0 ${large} 0 ${at(inner, from)}Z`;
}

// One incident is selected; one place becomes a filter; several places come closer.
function activateMark(mark) {
  if (mark.count === 1) return select(mark.numbers[0], true);
  if (mark.joined) return zoomMap(mark.x, mark.y, 1.9);
  state.place = state.place === mark.place ? null : mark.place;
  const first = mark.numbers[0];
  update();
  if (state.place != null) select(first, true);
}
