// The map's pointer, wheel and keys. The wheel scrolls the page unless Ctrl is held or the map was clicked first.

let mapFrame = 0;

function drawMap() {
  computeMarks();
  drawBase();
  drawMarks();
  const missing = shown.filter((n) => !isMapped(incidents[n])).length;
  const chip = find('#unplaced');
  chip.hidden = !missing;
  chip.textContent = state.place === NO_PLACE ? 'Show mapped ones again' : `${whole(missing)} not on the map`;
}

function requestMap() {
  if (mapFrame) return;
  mapFrame = requestAnimationFrame(() => {
    mapFrame = 0;
    drawMap();
  });
}

function panMap(dx, dy) {
  view.x += dx;
  view.y += dy;
  requestMap();
}

function startMap() {
  const map = find('#map');
  const middle = () => [map.clientWidth / 2, map.clientHeight / 2];
  find('#zoom-in').onclick = () => zoomMap(...middle(), 1.5);
  find('#zoom-out').onclick = () => zoomMap(...middle(), 1 / 1.5);
  find('#zoom-all').onclick = showWholeMap;
  find('#unplaced').onclick = () => {
    state.place = state.place === NO_PLACE ? null : NO_PLACE;
    update();
  };
  map.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !map.contains(document.activeElement)) return;
    event.preventDefault();
    const box = map.getBoundingClientRect();
    zoomMap(event.clientX - box.left, event.clientY - box.top, Math.exp(-event.deltaY * 0.0016));
  }, {passive: false});
  map.addEventListener('dblclick', (event) => {
    if (event.target.closest('button')) return;
    const box = map.getBoundingClientRect();
    zoomMap(event.clientX - box.left, event.clientY - box.top, 1.8);
  });
  map.addEventListener('pointerdown', startPan);
  map.addEventListener('keydown', mapKey);
}

function showWholeMap() {
  fitMap();
  state.place = null;
  update();
}

function startPan(event) {
  if (event.target.closest('.zoom, .mark, .chip')) return;
  find('#map').focus({preventScroll: true});
  let {clientX: x, clientY: y} = event;
  const move = (moved) => {
    panMap(moved.clientX - x, moved.clientY - y);
    x = moved.clientX;
    y = moved.clientY;
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

function mapKey(event) {
  const map = find('#map');
  if (event.target !== map) return;
  const step = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]}[event.key];
  if (step) panMap(...step);
  else if (event.key === '+' || event.key === '=') zoomMap(map.clientWidth / 2, map.clientHeight / 2, 1.4);
  else if (event.key === '-') zoomMap(map.clientWidth / 2, map.clientHeight / 2, 1 / 1.4);
  else if (event.key === '0') showWholeMap();
  else return;
  event.preventDefault();
}
