// Marks: shape for the type, fill for the certainty, an outline behind it for totals. None of them needs color to be told apart.

const NOT_EQUAL = 'M-5-2H5M-5 2H5M3-5.5L-3 5.5';

function fillFor(status, color) {
  if (status === 'claimed' || status === 'denied') return 'var(--card)';
  if (status === 'attributed') return `color-mix(in srgb, ${color} 38%, var(--card))`;
  return color;
}

// The glyph of an incident, centered on 0 0.
function incidentMark(incident, scale) {
  const type = typeOf(incident);
  const status = statusOf(incident).key;
  const color = typeColor(type.key);
  const fillColor = fillFor(status, color);
  const hollow = fillColor !== color;
  const mark = shape('g', {transform: `scale(${scale})`});
  if (!isSingle(incident)) mark.append(shape('path', {d: type.path, transform: 'scale(1.55)', fill: 'var(--card)', stroke: color, 'stroke-width': 0.9, 'stroke-dasharray': '1.6 1.2'}));
  mark.append(shape('path', {d: type.path, fill: fillColor, stroke: color, 'stroke-width': hollow ? 1.8 : 0, 'stroke-linejoin': 'round'}));
  if (status === 'denied') mark.append(shape('path', {d: 'M-7 7L7-7', stroke: 'var(--ink)', 'stroke-width': 1.5}));
  return mark;
}

function typeIcon(type, size = 16) {
  return shape('svg', {class: 'icon', width: size, height: size, viewBox: '-8 -8 16 16', 'aria-hidden': 'true'},
    shape('path', {d: type.path, fill: typeColor(type.key)}));
}

function incidentIcon(incident, size = 17) {
  return shape('svg', {class: 'icon', width: size, height: size, viewBox: '-10 -10 20 20', 'aria-hidden': 'true'}, incidentMark(incident, isSingle(incident) ? 1.15 : 0.9));
}

const STATUS_ICONS = {
  corroborated: [['circle', {r: 6.5, fill: 'currentColor'}]],
  asserted: [['circle', {r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['path', {d: 'M0-6A6 6 0 0 0 0 6Z', fill: 'currentColor'}]],
  attributed: [['circle', {r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['circle', {r: 2.4, fill: 'currentColor'}]],
  claimed: [['circle', {r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-dasharray': '2.6 2.1'}]],
  disputed: [['path', {d: 'M-6-2.4H6M-6 2.6H6M3.6-6.4L-3.6 6.4', stroke: 'currentColor', 'stroke-width': 1.9, fill: 'none'}]],
  denied: [['circle', {r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['path', {d: 'M-4.2 4.2L4.2-4.2', stroke: 'currentColor', 'stroke-width': 1.6}]],
  unknown: [['path', {d: 'M-5 0H5', stroke: 'currentColor', 'stroke-width': 1.6}]],
};

function statusIcon(key) {
  return shape('svg', {class: 'status-icon', width: 15, height: 15, viewBox: '-8 -8 16 16', 'aria-hidden': 'true'},
    STATUS_ICONS[key].map(([tag, attributes]) => shape(tag, attributes)));
}

function statusLabel(status) {
  return element('span', {class: `status ${status.key}`, title: status.meaning}, statusIcon(status.key), element('span', {}, status.label));
}
