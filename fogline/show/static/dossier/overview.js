// The whole period under the lanes, with a window that is dragged by pointer or moved by two sliders from the keyboard.

const OVERVIEW_HEIGHT = 38;

function overviewX(day) {
  const share = (day - extent.from) / (extent.to - extent.from);
  return timelineSize.left + share * (timelineSize.right - timelineSize.left);
}

function overviewDay(x) {
  return extent.from + ((x - timelineSize.left) / (timelineSize.right - timelineSize.left)) * (extent.to - extent.from);
}

function drawOverview(svg, dated, top) {
  const {left, right} = timelineSize;
  const bottom = top + OVERVIEW_HEIGHT;
  if (!timelineSize.narrow) {
    svg.append(shape('text', {x: 2, y: top + 16}, 'Whole period'), shape('text', {class: 'scale-note', x: 2, y: top + 31}, 'drag the window or its edges'));
  }
  svg.append(shape('rect', {class: 'overview', x: left, y: top, width: right - left, height: OVERVIEW_HEIGHT}));
  svg.append(shape('path', {class: 'overview-columns', d: overviewColumns(dated, bottom)}));
  const from = clampX(overviewX(state.from)), to = clampX(overviewX(state.to));
  const brush = shape('rect', {class: 'brush', x: from, y: top, width: Math.max(6, to - from), height: OVERVIEW_HEIGHT, 'data-part': 'window'});
  svg.append(brush, handle('from', from, top), handle('to', to, top));
  const label = (x, anchor, text) => svg.append(shape('text', {class: 'scale-note', x, y: bottom + 15, 'text-anchor': anchor}, text));
  const monthOf = (day) => formatDay(day, {month: 'short', year: 'numeric'});
  if (!timelineSize.narrow) {
    label(left, 'start', monthOf(extent.from));
    label(right, 'end', monthOf(extent.to));
  }
  label((left + right) / 2, 'middle', `shown: ${longDay(state.from)} – ${longDay(state.to)}`);
  drawOutside(svg, dated, top);
  svg.addEventListener('pointerdown', (event) => startBrush(event, svg, top));
}

function drawOutside(svg, dated, top) {
  const earlier = dated.filter((n) => lastDay(incidents[n]) < state.from).length;
  const later = dated.filter((n) => firstDay(incidents[n]) > state.to).length;
  const note = (x, anchor, text) => svg.append(shape('text', {class: 'outside', x, y: top - 5, 'text-anchor': anchor}, text));
  if (earlier) note(timelineSize.left, 'start', `◀ ${whole(earlier)} earlier`);
  if (later) note(timelineSize.right, 'end', `${whole(later)} later ▶`);
}

function overviewColumns(dated, bottom) {
  const count = Math.max(10, Math.floor((timelineSize.right - timelineSize.left) / 4));
  const bins = binned(dated.filter((n) => isSingle(incidents[n])), extent.from, extent.to, count);
  const most = Math.max(1, ...bins);
  const width = (timelineSize.right - timelineSize.left) / count;
  // The square root keeps days with one incident visible beside days with hundreds.
  return bins.map((value, bin) => {
    if (!value) return '';
    const tall = Math.max(2, Math.sqrt(value / most) * (OVERVIEW_HEIGHT - 6)).toFixed(1);
    return `M${(timelineSize.left + bin * width).toFixed(1)} ${bottom}v-${tall}h${(width - 1).toFixed(1)}v${tall}z`;
  }).join('');
}

function handle(end, x, top) {
  return shape('rect', {
    class: 'handle', x: x - 4, y: top + 5, width: 8, height: OVERVIEW_HEIGHT - 10, rx: 3, tabindex: 0, role: 'slider', 'data-part': end,
    'aria-label': end === 'from' ? 'Start of period' : 'End of period', 'aria-valuenow': Math.round(state[end]),
    'aria-valuemin': Math.round(extent.from), 'aria-valuemax': Math.round(extent.to), 'aria-valuetext': longDay(state[end]),
    onkeydown: (event) => {
      const step = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1}[event.key];
      if (!step) return;
      event.preventDefault();
      movePeriod(end, state[end] + step * (event.shiftKey ? 30 : 1));
      update();
      find(`[data-part="${end}"]`).focus();
    },
  });
}

function movePeriod(end, day) {
  const limited = Math.max(extent.from, Math.min(extent.to, day));
  if (end === 'from') state.from = Math.min(limited, state.to - 1);
  else state.to = Math.max(limited, state.from + 1);
}

function startBrush(event, svg, top) {
  const box = svg.getBoundingClientRect();
  const scale = timelineSize.width / box.width;
  const xOf = (moved) => (moved.clientX - box.left) * scale;
  if ((event.clientY - box.top) * scale < top || xOf(event) < timelineSize.left - 6) return;
  event.preventDefault();
  const part = event.target.dataset.part || 'new';
  const start = {x: xOf(event), from: state.from, to: state.to};
  followPointer((moved) => dragBrush(part, start, xOf(moved)));
}

function dragBrush(part, start, x) {
  const from = overviewDay(start.x), to = overviewDay(x);
  if (part === 'from' || part === 'to') movePeriod(part, to);
  else if (part === 'window') {
    const width = start.to - start.from;
    state.from = Math.max(extent.from, Math.min(extent.to - width, start.from + to - from));
    state.to = state.from + width;
  } else if (Math.abs(to - from) > 1) Object.assign(state, {from: Math.min(from, to), to: Math.max(from, to)});
}

// Calls back at most once per frame while the pointer is down, then redraws.
function followPointer(onMove) {
  let frame = 0;
  const move = (event) => {
    onMove(event);
    if (!frame) frame = requestAnimationFrame(() => {
      frame = 0;
      update();
    });
  };
  const stop = () => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', stop);
    removeEventListener('pointercancel', stop);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', stop);
  addEventListener('pointercancel', stop);
}
