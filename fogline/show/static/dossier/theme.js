// Light and dark, and paper: print always uses the light colors and fixed sizes, or canvas and marks would drift apart.

function setTheme(wanted) {
  const root = document.documentElement;
  const dark = wanted ? wanted === 'dark' : root.dataset.theme !== 'dark';
  root.dataset.theme = dark ? 'dark' : 'light';
  find('#theme').textContent = dark ? 'Light' : 'Dark';
  find('#theme').setAttribute('aria-label', dark ? 'Light colors' : 'Dark colors');
  if (mapPaths.length || data) drawMap();
}

function startPrint() {
  let before = 'light';
  addEventListener('beforeprint', () => {
    before = document.documentElement.dataset.theme;
    document.documentElement.classList.add('printing');
    setTheme('light');
    fitMap();
    drawTimeline();
    drawMap();
  });
  addEventListener('afterprint', () => {
    document.documentElement.classList.remove('printing');
    fitMap();
    setTheme(before);
    drawTimeline();
    drawMap();
  });
}
