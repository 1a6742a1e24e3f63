// The base map: coast, borders, rivers and names on a canvas, under the SVG marks.

const MAP_FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';
const MAJOR_RIVER = 5;
const SCALE_STEPS_KM = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
let mapPaths = []; // one object of paths per part of the map, coarse part first

function prepareMap() {
  mapPaths = data.map.parts.map((part) => {
    const factor = UNITS / part.scale;
    const paths = {box: part.box.map((value) => value * factor)};
    for (const [name, shapes] of Object.entries(part.layers)) {
      for (const [steps, rank] of shapes) {
        const key = layerKey(name, rank);
        paths[key] ??= new Path2D();
        traceShape(paths[key], steps, factor, name === 'land' || name === 'lakes');
      }
    }
    return paths;
  });
}

function layerKey(name, rank) {
  if (name === 'borders') return rank ? 'disputed' : 'borders';
  if (name === 'rivers') return rank <= MAJOR_RIVER ? 'rivers' : 'streams';
  return name;
}

function traceShape(path, steps, factor, closed) {
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    if (i) path.lineTo(x * factor, y * factor);
    else path.moveTo(x * factor, y * factor);
  }
  if (closed) path.closePath();
}

function cssColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function drawBase() {
  const box = find('#map');
  const canvas = find('canvas', box);
  const ratio = devicePixelRatio || 1;
  const width = box.clientWidth, height = box.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = cssColor('--sea');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio);
  context.lineJoin = 'round';
  mapPaths.forEach((paths, part) => drawPart(context, paths, part > 0));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawNames(context, width, height);
  drawScale(height);
}

function drawPart(context, paths, above) {
  const pixel = 1 / view.scale;
  const line = (path, color, wide, dash) => {
    if (!path) return;
    context.strokeStyle = cssColor(color);
    context.lineWidth = wide * pixel;
    context.setLineDash((dash || []).map((length) => length * pixel));
    context.stroke(path);
  };
  const area = (path, color) => {
    if (!path) return;
    context.fillStyle = cssColor(color);
    context.fill(path, 'evenodd');
  };
  context.save();
  if (above) {
    // The detailed part replaces the coarse one below it, or both coasts would show.
    const [left, top, right, bottom] = paths.box;
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    context.fillStyle = cssColor('--sea');
    context.fill();
  }
  area(paths.land, '--land');
  line(paths.provinces, '--province', 0.8);
  line(paths.rivers, '--river', 1.3);
  line(paths.streams, '--river', 0.7);
  area(paths.lakes, '--sea');
  line(paths.land, '--river', 0.8);
  line(paths.borders, '--border', 1.1);
  line(paths.disputed, '--border', 1.1, [4, 3]);
  context.restore();
  context.setLineDash([]);
}

// Names give way to marks and to each other; the first one placed wins.
function drawNames(context, width, height) {
  const taken = marks.map((mark) => [mark.x - mark.r - 2, mark.y - mark.r - 2, mark.x + mark.r + 2, mark.y + mark.r + 2]);
  const put = (text, x, y, font, color, align = 'left') => {
    context.font = font;
    const wide = context.measureText(text).width;
    const left = align === 'left' ? x : x - wide / 2;
    const box = [left - 2, y - 10, left + wide + 2, y + 5];
    const outside = box[0] < 0 || box[2] > width || box[1] < 0 || box[3] > height - 20;
    if (outside || taken.some((other) => other[2] >= box[0] && other[0] <= box[2] && other[3] >= box[1] && other[1] <= box[3])) return false;
    taken.push(box);
    context.textAlign = align;
    context.lineWidth = 3;
    context.strokeStyle = cssColor('--halo');
    context.strokeText(text, x, y);
    context.fillStyle = cssColor(color);
    context.fillText(text, x, y);
    return true;
  };
  for (const mark of marks) if (mark.label) putMarkLabel(context, mark, put);
  const named = new Set(marks.filter((mark) => mark.label).map((mark) => data.places[mark.place].name.toUpperCase()));
  for (const [name, lat, lon] of data.map.countries) {
    if (named.has(name.toUpperCase())) continue;
    const [x, y] = screenPoint(lon, lat);
    context.letterSpacing = '2px';
    put(name.toUpperCase(), x, y, `500 11.5px ${MAP_FONT}`, '--map-label', 'center');
    context.letterSpacing = '0px';
  }
  const zoom = (view.scale * UNITS) / 34;
  for (const [name, lon, lat, rank] of data.map.cities) {
    if (named.has(name.toUpperCase())) continue;
    if (rank > 3.2 + Math.log2(Math.max(0.3, zoom)) * 2) continue;
    const [x, y] = screenPoint(lon, lat);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    if (put(name, x + 5, y + 4, `11.5px ${MAP_FONT}`, '--map-label')) context.fillRect(x - 1.5, y - 1.5, 3, 3);
  }
}

function putMarkLabel(context, mark, put) {
  const font = `600 12.5px ${MAP_FONT}`;
  context.font = font;
  const wide = context.measureText(mark.label).width;
  const reach = mark.r + (mark.vague ? 9 : 4);
  if (put(mark.label, mark.x + reach + 2, mark.y + 4, font, '--ink')) return;
  if (put(mark.label, mark.x - reach - wide - 2, mark.y + 4, font, '--ink')) return;
  if (put(mark.label, mark.x - wide / 2, mark.y + reach + 13, font, '--ink')) return;
  put(mark.label, mark.x - wide / 2, mark.y - reach - 6, font, '--ink');
}

function drawScale(height) {
  const kmPerPixel = (111.32 * Math.cos(latitudeAt(height / 2))) / (view.scale * UNITS);
  const km = SCALE_STEPS_KM.filter((value) => value / kmPerPixel < 110).pop() || 1;
  find('.scale-bar').style.width = `${km / kmPerPixel}px`;
  find('#scale-text').textContent = `${whole(km)} km`;
}
