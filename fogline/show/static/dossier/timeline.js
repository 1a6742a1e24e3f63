// When: one lane per type. The lane's label is its legend, its count and its switch.
// Few incidents are drawn one by one with a bar over the days that are possible; many become columns.

const MOST_GLYPHS = 420;
const timelineSize = {width: 0, left: 0, right: 0, gutter: 0, narrow: false};

function timelineX(day) {
  const share = (day - state.from) / (state.to - state.from);
  return timelineSize.left + share * (timelineSize.right - timelineSize.left);
}

function clampX(x, inset = 0) {
  return Math.min(timelineSize.right - inset, Math.max(timelineSize.left + inset, x));
}

function measureTimeline(box) {
  const width = Math.max(280, box.clientWidth - 20);
  const narrow = width < 620;
  const gutter = narrow || incidents.every(isDrawn) ? 0 : 64;
  Object.assign(timelineSize, {width, narrow, gutter, left: narrow ? 62 : 252, right: width - 8 - gutter});
}

function drawTimeline() {
  const box = find('#timeline');
  measureTimeline(box);
  const passing = [];
  for (let n = 0; n < incidents.length; n++) if (passesExceptPeriodAndType(n)) passing.push(n);
  const dated = passing.filter((n) => isDrawn(incidents[n]));
  const inWindow = dated.filter((n) => inPeriod(incidents[n]));
  const lanes = presentTypes();
  const laneHeight = inWindow.length > MOST_GLYPHS ? 30 : 27;
  const top = 20;
  const overviewTop = top + lanes.length * laneHeight + 24;
  const height = overviewTop + OVERVIEW_HEIGHT + 20;
  const svg = shape('svg', {viewBox: `0 0 ${timelineSize.width} ${height}`, height, role: 'group', 'aria-label': 'Timeline by type of event'});
  drawGrid(svg, top, overviewTop - 22);
  if (timelineSize.gutter) svg.append(shape('text', {x: timelineSize.width - 2, y: 13, 'text-anchor': 'end'}, 'no date'));
  lanes.forEach((type, row) => drawLane(svg, type, inWindow, passing, top + row * laneHeight, laneHeight));
  drawOverview(svg, dated, overviewTop);
  box.replaceChildren(svg, undatedNote(passing.length - dated.length));
}

function drawGrid(svg, top, bottom) {
  const most = Math.max(3, (timelineSize.right - timelineSize.left) / 78);
  for (const [day, label, major] of ticks(state.from, state.to, most)) {
    const x = timelineX(day);
    svg.append(shape('line', {class: major ? 'grid major' : 'grid', x1: x, x2: x, y1: top, y2: bottom}));
    if (x < timelineSize.right - 30) svg.append(shape('text', {x: x + 3, y: 13, class: major ? 'major' : null}, label));
  }
}

function drawLane(svg, type, inWindow, passing, y, height) {
  const off = !typeIsOn(type.key);
  const numbers = inWindow.filter((n) => typeOf(incidents[n]) === type);
  // A total is no incident, and an undated incident is one: both matter for the number beside the label.
  const undated = passing.filter((n) => !isDrawn(incidents[n]) && isSingle(incidents[n]) && typeOf(incidents[n]) === type).length;
  const count = numbers.filter((n) => isSingle(incidents[n])).length + undated;
  svg.append(shape('line', {class: 'grid', x1: 0, x2: timelineSize.right, y1: y + height, y2: y + height}));
  svg.append(laneLabel(type, count, off, y, height));
  if (off) return;
  if (undated && timelineSize.gutter) svg.append(undatedCount(type, undated, y + height / 2));
  if (inWindow.length <= MOST_GLYPHS) drawGlyphs(svg, numbers, y + height / 2);
  else drawColumns(svg, type, numbers, y, height);
}

function laneLabel(type, count, off, y, height) {
  const act = () => {
    toggleType(type.key);
    update();
    find(`[data-lane="${type.key}"]`)?.focus();
  };
  const middle = y + height / 2;
  return shape('g', {
    class: off ? 'lane-label off' : 'lane-label', role: 'checkbox', tabindex: 0, 'aria-checked': String(!off), 'data-lane': type.key,
    'aria-label': `${type.label}, ${counted(count, 'incident', 'incidents')}`, onclick: act, onkeydown: onActivate(act),
  },
    shape('title', {}, `${type.label}: ${type.meaning}`),
    shape('rect', {x: 0, y: y + 1, width: timelineSize.left - 8, height: height - 2, fill: 'transparent'}),
    shape('g', {transform: `translate(11 ${middle})`, opacity: off ? 0.35 : 1}, shape('path', {d: type.path, fill: typeColor(type.key)})),
    timelineSize.narrow ? null : shape('text', {x: 26, y: middle + 4}, type.label),
    shape('text', {x: timelineSize.left - 16, y: middle + 4, 'text-anchor': 'end'}, whole(count)));
}

function drawGlyphs(svg, numbers, middle) {
  const rows = []; // the right edge of the last glyph in each of three rows
  const ordered = [...numbers].sort((a, b) => middleDay(incidents[a]) - middleDay(incidents[b]));
  for (const n of ordered.filter((number) => !isSingle(incidents[number]))) svg.append(totalBand(n, middle + 9));
  for (const n of ordered.filter((number) => isSingle(incidents[number]))) {
    const x = clampX(timelineX(middleDay(incidents[n])), 6);
    let row = rows.findIndex((edge) => edge < x - 12);
    if (row < 0) row = rows.length < 3 ? rows.length : 0;
    rows[row] = x;
    svg.append(timelineMark(n, x, middle + [0, -8, 8][row]));
  }
}

function hitGroup(n) {
  const text = `${incidents[n].when} · ${incidents[n].title}`;
  return shape('g', {class: n === state.selected ? 'hit selected' : 'hit', onclick: () => select(n, true), onmousemove: (event) => showTooltip(event, text), onmouseleave: hideTooltip});
}

// A total is a bracket under its lane, from its first to its last day: it must not be taken for one more incident.
function totalBand(n, y) {
  const incident = incidents[n];
  const color = typeColor(typeOf(incident).key);
  const from = clampX(timelineX(firstDay(incident))), to = clampX(timelineX(lastDay(incident)));
  const x = Math.min(timelineSize.right - 8, Math.max(timelineSize.left + 8, (from + to) / 2));
  return fill(hitGroup(n), {}, [
    shape('rect', {x: from, y: y - 5, width: Math.max(8, to - from), height: 9, fill: 'transparent'}),
    shape('path', {d: `M${from} ${y - 4}V${y}H${to}V${y - 4}`, fill: 'none', stroke: color, 'stroke-width': n === state.selected ? 3 : 1.5}),
    shape('rect', {x: x - 7, y: y - 7, width: 14, height: 12, rx: 2, fill: 'var(--card)'}),
    shape('text', {class: 'sigma', x, y: y + 4, 'text-anchor': 'middle'}, isTotal(incident) ? 'Σ' : '…'),
  ]);
}

const OPEN_BAR = 44; // pixels: an open side is a short dashed stub, not a claim on the whole period

function timelineMark(n, x, y) {
  const incident = incidents[n];
  const selected = n === state.selected;
  const color = typeColor(typeOf(incident).key);
  const from = clampX(timelineX(incident.first));
  const to = incident.last == null ? clampX(x + OPEN_BAR) : clampX(timelineX(incident.last + 1));
  const open = incident.last == null;
  const mark = hitGroup(n);
  if (to - from > 10) mark.append(shape('line', {x1: from, x2: to, y1: y, y2: y, stroke: color, 'stroke-width': 2.4, 'stroke-opacity': 0.45, 'stroke-dasharray': open ? '3 4' : null}));
  if (selected) mark.append(shape('circle', {cx: x, cy: y, r: 11, fill: 'var(--card)', stroke: 'var(--ink)', 'stroke-width': 1.8}));
  mark.append(shape('g', {transform: `translate(${x} ${y})`}, incidentMark(incident, selected ? 1.02 : 0.86)));
  if (statusOf(incident).key === 'disputed') mark.append(shape('path', {d: NOT_EQUAL, transform: `translate(${x + (selected ? 18 : 13)} ${y}) scale(.8)`, stroke: 'var(--warn)', 'stroke-width': 1.8}));
  return mark;
}

function drawColumns(svg, type, numbers, y, height) {
  const singles = numbers.filter((n) => isSingle(incidents[n]));
  const count = Math.min(240, Math.floor((timelineSize.right - timelineSize.left) / 5));
  const bins = binned(singles, state.from, state.to, count);
  const most = Math.max(1, ...bins);
  const width = (timelineSize.right - timelineSize.left) / count;
  let path = '';
  bins.forEach((value, bin) => {
    if (!value) return;
    const tall = Math.max(1.5, (value / most) * (height - 6));
    path += `M${(timelineSize.left + bin * width).toFixed(1)} ${y + height - 1}v${-tall.toFixed(1)}h${(width - 0.8).toFixed(1)}v${tall.toFixed(1)}z`;
  });
  svg.append(shape('path', {d: path, fill: typeColor(type.key)}));
  // Each lane has its own scale, so each says what its tallest column stands for.
  svg.append(shape('text', {class: 'scale-note', x: timelineSize.right, y: y + 11, 'text-anchor': 'end'}, `max ${most}`));
  if (state.selected >= 0 && typeOf(incidents[state.selected]) === type && isDrawn(incidents[state.selected])) {
    const x = clampX(timelineX(middleDay(incidents[state.selected])));
    svg.append(shape('path', {d: `M${x} ${y + 1}V${y + height - 1}`, stroke: 'var(--ink)', 'stroke-width': 2}));
  }
}

function binned(numbers, from, to, count) {
  const bins = new Array(count).fill(0);
  for (const n of numbers) {
    const day = Math.max(from, Math.min(to, middleDay(incidents[n])));
    bins[Math.min(count - 1, Math.floor(((day - from) / (to - from)) * count))]++;
  }
  return bins;
}

// Beside the lane, not on it: how many of its incidents have no first day.
function undatedCount(type, count, middle) {
  return shape('g', {class: 'no-date'}, shape('title', {}, `${type.label}: ${counted(count, 'incident', 'incidents')} without a first day`),
    shape('path', {d: type.path, fill: typeColor(type.key), transform: `translate(${timelineSize.width - 38} ${middle}) scale(.75)`, opacity: 0.7}),
    shape('text', {x: timelineSize.width - 2, y: middle + 4, 'text-anchor': 'end'}, whole(count)));
}

function undatedNote(count) {
  if (!count && !state.undatedOnly) return '';
  const act = () => {
    state.undatedOnly = !state.undatedOnly;
    update();
  };
  return element('p', {class: 'fine undated'}, `${counted(count, 'entry has', 'entries have')} no date, or only a last possible day (“by 5 May”), and no place on the line; the list keeps them. `,
    element('button', {class: 'link', onclick: act}, state.undatedOnly ? 'Show all again' : 'List only these'));
}
