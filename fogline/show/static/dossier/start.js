// Putting the parts together: one update after every change, in the order in which the parts need each other.

function update() {
  applyFilters();
  if (state.selected >= 0 && !shown.includes(state.selected)) {
    state.selected = -1;
    drawPanel();
  }
  drawTimeline();
  drawMap();
  find('#table-box').scrollTop = 0;
  drawRows(true);
  drawTies();
  dimNetwork(state.actor);
  drawBar();
  writeAddress();
}

function select(n, scroll) {
  state.selected = n;
  drawPanel();
  drawTimeline();
  computeMarks();
  drawBase();
  drawMarks();
  if (scroll) scrollToRow(n);
  drawRows(true);
  writeAddress();
}

function clearAll() {
  resetFilters();
  find('#search').value = '';
  update();
}

function drawBar() {
  const all = incidents.filter(isSingle).length;
  const single = shown.filter((n) => isSingle(incidents[n])).length;
  const totals = shown.filter((n) => isTotal(incidents[n])).length;
  const states = shown.length - single - totals;
  find('#count').textContent = `${whole(single)} of ${whole(all)}${totals ? ` + ${counted(totals, 'total', 'totals')}` : ''}${states ? ` + ${counted(states, 'state', 'states')}` : ''}`;
  for (const button of document.querySelectorAll('[data-status]')) button.setAttribute('aria-pressed', String(state.statuses.has(button.dataset.status)));
  find('#actor-filter').value = state.actor < 0 ? '' : String(state.actor);
  find('#review-filter').value = state.review;
  const chip = find('#place-chip');
  chip.hidden = state.place == null;
  if (state.place != null) chip.textContent = `Place: ${state.place === NO_PLACE ? 'none on the map' : data.places[state.place].name} ×`;
}

function startBar() {
  const present = new Set(incidents.map((incident) => incident.status));
  const press = (key) => {
    toggle(state.statuses, key);
    update();
  };
  find('#status-filters').append(...data.statuses.filter((status, n) => present.has(n)).map((status) =>
    element('button', {class: `toggle ${status.key}`, 'data-status': status.key, 'aria-pressed': 'false', title: status.meaning, onclick: () => press(status.key)}, statusIcon(status.key), status.label)));
  startActorFilter();
  find('#review-filter').onchange = (event) => {
    state.review = event.target.value;
    update();
  };
  find('#place-chip').onclick = () => {
    state.place = null;
    update();
  };
  find('#clear').onclick = clearAll;
  find('#csv').onclick = downloadCsv;
  find('#theme').onclick = () => setTheme();
  find('#help').onclick = showKeys;
  find('#copy-link').onclick = copyLink;
  startSearch();
}

function startActorFilter() {
  const used = new Set(incidents.flatMap((incident) => incident.actors || []));
  for (const tie of data.network.ties) used.add(tie.from).add(tie.to);
  const options = [...used].sort((a, b) => data.actors[a].name.localeCompare(data.actors[b].name, 'en'));
  find('#actor-filter').append(...options.map((n) => element('option', {value: n}, data.actors[n].name)));
  find('#actor-filter').onchange = (event) => {
    state.actor = event.target.value === '' ? -1 : Number(event.target.value);
    update();
  };
}

function startSearch() {
  let waiting;
  find('#search').value = state.search;
  find('#search').oninput = (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.search = event.target.value.trim().toLowerCase();
      update();
    }, incidents.length > OVERSIZED ? 180 : 60);
  };
}

async function copyLink() {
  const button = find('#copy-link');
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'In the address bar';
  }
  setTimeout(() => { button.textContent = 'Link'; }, 1800);
}

function watchSize() {
  let waiting;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      drawTimeline();
      drawMap();
      drawRows(true);
    }, 120);
  });
}

// The page opens on the dated incident that most origins and reports tell of, among those in view.
function mostTold() {
  const weight = (n) => [(incidents[n].origins || 0) > 1 && isDrawn(incidents[n]) ? 1 : 0, incidents[n].origins || 0, incidents[n].reports || 0, (incidents[n].evidence || []).length, isMapped(incidents[n]) ? 1 : 0];
  return shown.filter((n) => isSingle(incidents[n])).reduce((best, n) => {
    if (best < 0) return n;
    const a = weight(n), b = weight(best);
    const differs = a.findIndex((value, i) => value !== b[i]);
    return differs >= 0 && a[differs] > b[differs] ? n : best;
  }, -1);
}

function start(loaded) {
  prepareData(loaded);
  document.documentElement.classList.add('js');
  prepareState();
  prepareMap();
  readAddress();
  applyFilters();
  startBar();
  startMap();
  startTable();
  startReader();
  startPrint();
  fitMap();
  setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  if (!location.hash.includes('=')) state.selected = mostTold();
  drawPanel();
  drawContradictions();
  drawStatements();
  drawNetwork();
  update();
  if (state.selected >= 0) scrollToRow(state.selected);
  watchSize();
  addEventListener('keydown', pressKey);
  addEventListener('hashchange', () => {
    if (!location.hash.includes('=')) return; // a jump to a section, not another view
    readAddress();
    drawPanel();
    update();
  });
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

loadData().then(start).catch((error) => {
  // Without the interactive part the page is still the register.
  document.documentElement.classList.remove('js');
  find('#failed').hidden = false;
  console.error(error);
});
