// Actors and ties. Positions come from the file, so the drawing is the same for every reader; the list beside it holds all ties.

const TIE_LOOKS = {
  hostile: {color: 'var(--tie-hostile)', dash: null, wide: 1.8, words: 'acts against, opposes'},
  support: {color: 'var(--tie-support)', dash: '7 4', wide: 1.8, words: 'supports'},
  part: {color: 'var(--ink3)', dash: null, wide: 1.4, words: 'member or part of, leads, speaks for'},
  other: {color: 'var(--ink3)', dash: '2 3', wide: 1.4, words: 'other'},
};
const TIES_AT_ONCE = 60;

function nodeRadius(node) {
  return Math.min(18, 6 + Math.sqrt(node.degree) * 2.3);
}

function drawNetwork() {
  if (!find('#network')) return; // no ties: the page says so in one line
  const {nodes, ties, width, height, left} = data.network;
  if (!nodes.length) {
    find('#network').replaceChildren(element('p', {class: 'empty'}, 'No tie can be drawn; the list holds all.'));
    return;
  }
  const svg = shape('svg', {viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Network of actors; the list beside it holds the same ties'}, shape('defs', {}, Object.entries(TIE_LOOKS).map(([key, look]) =>
    shape('marker', {id: `arrow-${key}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: 'auto'}, shape('path', {d: 'M0 0L8 4L0 8Z', fill: look.color})))));
  const byActor = new Map(nodes.map((node) => [node.actor, node]));
  const perPair = new Map();
  const drawn = ties.filter((tie) => tie.drawn && tie.from !== tie.to && byActor.has(tie.from) && byActor.has(tie.to));
  for (const tie of drawn) svg.append(tieLine(tie, byActor, perPair));
  const labels = placeLabels(nodes, width, lineSpots(drawn, byActor));
  for (const node of nodes) svg.append(nodeElement(node, labels.get(node.actor)));
  find('#network').replaceChildren(svg);
  find('#network-legend').replaceChildren(...networkLegend(left, ties.length - drawn.length));
}

// Several ties of one pair are bent apart; a tie told from the supported side is drawn from its supporter.
function tieLine(tie, byActor, perPair) {
  const [a, b] = tie.backward ? [byActor.get(tie.to), byActor.get(tie.from)] : [byActor.get(tie.from), byActor.get(tie.to)];
  const pair = `${Math.min(tie.from, tie.to)} ${Math.max(tie.from, tie.to)}`;
  const order = perPair.get(pair) || 0;
  perPair.set(pair, order + 1);
  const bend = (order ? (order % 2 ? -1 : 1) * Math.ceil(order / 2) * 22 : 8) * (a.actor < b.actor ? 1 : -1);
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
  const cx = (a.x + b.x) / 2 - (dy / length) * bend, cy = (a.y + b.y) / 2 + (dx / length) * bend;
  const cut = (node, gap) => {
    const distance = Math.hypot(cx - node.x, cy - node.y) || 1;
    return `${(node.x + ((cx - node.x) / distance) * gap).toFixed(1)} ${(node.y + ((cy - node.y) / distance) * gap).toFixed(1)}`;
  };
  const look = TIE_LOOKS[tie.look];
  return shape('path', {
    class: 'tie', 'data-from': tie.from, 'data-to': tie.to, d: `M${cut(a, nodeRadius(a) + 1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${cut(b, nodeRadius(b) + 4)}`, fill: 'none',
    stroke: look.color, 'stroke-width': look.wide + Math.min(3, Math.log2(1 + (tie.incidents || 0)) * 0.5), 'stroke-dasharray': look.dash, 'marker-end': `url(#arrow-${tie.look})`,
  }, shape('title', {}, tieText(tie)));
}

function tieText(tie) {
  return `${data.actors[tie.from].name} ${tie.verb} ${data.actors[tie.to].name}`;
}

// Small boxes along each tie, so that labels keep off the lines.
function lineSpots(drawn, byActor) {
  return drawn.flatMap((tie) => [0.12, 0.22, 0.35, 0.5, 0.65, 0.78, 0.88].map((share) => {
    const a = byActor.get(tie.from), b = byActor.get(tie.to);
    const x = a.x + (b.x - a.x) * share, y = a.y + (b.y - a.y) * share;
    return [x - 8, y - 5, x + 8, y + 5];
  }));
}

// Each label takes the side where it covers least; the best connected actor chooses first.
function placeLabels(nodes, width, spots) {
  const circles = nodes.map((node) => [node.x - nodeRadius(node), node.y - nodeRadius(node), node.x + nodeRadius(node), node.y + nodeRadius(node)]);
  const boxes = [...circles, ...spots];
  const labels = new Map();
  for (const node of nodes) {
    const name = data.actors[node.actor].name;
    const text = name.length > 34 ? `${name.slice(0, 32)}…` : name;
    const r = nodeRadius(node), wide = text.length * 6.7;
    const sides = [[node.x + r + 5, node.y + 4, 'start'], [node.x - r - 5, node.y + 4, 'end'], [node.x, node.y - r - 6, 'middle'], [node.x, node.y + r + 15, 'middle']];
    const placed = sides.map(([x, y, anchor]) => {
      const from = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
      const box = [from, y - 11, from + wide, y + 3];
      const out = from < 4 || from + wide > width - 4 ? 9000 : 0;
      return {x, y, anchor, text, box, cost: out + boxes.reduce((sum, other) => sum + overlap(box, other), 0)};
    });
    const best = placed.reduce((a, b) => (b.cost < a.cost ? b : a));
    boxes.push(best.box);
    labels.set(node.actor, best);
  }
  return labels;
}

function overlap(a, b) {
  const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]), tall = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return wide > 0 && tall > 0 ? wide * tall : 0;
}

function nodeElement(node, label) {
  const actor = data.actors[node.actor];
  const act = () => setActor(node.actor);
  const r = nodeRadius(node);
  const body = actor.shape === 'square'
    ? shape('rect', {x: node.x - r * 0.9, y: node.y - r * 0.9, width: r * 1.8, height: r * 1.8, rx: 2, fill: 'var(--ink2)'})
    : shape('circle', {cx: node.x, cy: node.y, r, fill: 'var(--card)', stroke: 'var(--ink)', 'stroke-width': 2.1, 'stroke-dasharray': actor.shape === 'dashed' ? '3 2.5' : null});
  return shape('g', {
    class: 'node', 'data-actor': node.actor, tabindex: 0, role: 'button', 'aria-label': `${actor.name}, ${actor.kind}, ${counted(node.degree, 'tie', 'ties')}`,
    onclick: act, onkeydown: onActivate(act), onmouseenter: () => dimNetwork(node.actor), onmouseleave: () => dimNetwork(state.actor),
  }, body, shape('text', {x: label.x, y: label.y, 'text-anchor': label.anchor}, label.text));
}

function networkLegend(left, hidden) {
  const lines = Object.values(TIE_LOOKS).map((look) => element('span', {}, shape('svg', {class: 'legend-line', viewBox: '0 0 30 12', 'aria-hidden': 'true'}, shape('path', {d: 'M0 6H30', stroke: look.color, 'stroke-width': 2, 'stroke-dasharray': look.dash})), look.words));
  const missing = [left && counted(left, 'actor', 'actors'), hidden && counted(hidden, 'tie', 'ties')].filter(Boolean).join(' and ');
  const rest = missing ? element('span', {}, `Only in the list: ${missing}.`) : '';
  return [...lines, element('span', {}, 'Square: body of a state. Circle: group or person. Dashed: described, not named exactly.'), rest].filter(Boolean);
}

function dimNetwork(actor) {
  const svg = find('#network svg');
  if (!svg) return;
  const near = new Set([actor]);
  for (const line of svg.querySelectorAll('.tie')) {
    const from = Number(line.dataset.from), to = Number(line.dataset.to);
    const on = actor < 0 || from === actor || to === actor;
    line.classList.toggle('faint', !on);
    if (on) near.add(from).add(to);
  }
  for (const node of svg.querySelectorAll('.node')) node.classList.toggle('faint', actor >= 0 && !near.has(Number(node.dataset.actor)));
}

function drawTies() {
  if (!find('#ties')) return;
  const actor = state.actor;
  const ties = data.network.ties.filter((tie) => actor < 0 || tie.from === actor || tie.to === actor);
  const name = (n) => element('button', {class: 'link strong', dir: 'auto', onclick: () => setActor(n)}, data.actors[n].name);
  const items = ties.slice(0, TIES_AT_ONCE).map((tie) => element('li', {}, name(tie.from), ` ${tie.verb} `, name(tie.to), noteText(tie.note), (tie.evidence || []).map((number) => quotation(number))));
  const rest = ties.length - items.length;
  find('#ties').replaceChildren(...tiesHead(actor, ties.length), element('ul', {}, items), rest > 0 ? element('p', {class: 'fine'}, `${whole(rest)} more: choose an actor to see them.`) : '');
}

function tiesHead(actor, count) {
  if (actor < 0) return [element('h3', {}, `All ties (${whole(count)})`), element('p', {class: 'fine'}, 'Choose an actor to see its ties, its names and its incidents.')];
  const {name, aliases, about, kind, country} = data.actors[actor];
  return [
    element('h3', {dir: 'auto'}, name), element('p', {class: 'fine'}, [kind === 'unknown' ? 'kind not known' : kind, country, data.actors[actor].described ? 'described in the reports, not named exactly' : ''].filter(Boolean).join(' · ')),
    about ? element('p', {dir: 'auto'}, about) : '',
    aliases ? element('p', {class: 'fine', dir: 'auto'}, `Also written: ${aliases.join(' · ')}`) : '',
    element('button', {class: 'plain-button', onclick: () => setActor(actor)}, 'Show all actors'),
  ].filter(Boolean);
}

function setActor(actor) {
  state.actor = state.actor === actor ? -1 : actor;
  update();
}
