// Web Mercator in map units, 200 to a degree of longitude, and the view that puts units on the screen.

const UNITS = 200;
const view = {scale: 1, x: 0, y: 0};

function unitX(lon) {
  return lon * UNITS;
}

function unitY(lat) {
  return -(180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * UNITS;
}

function screenPoint(lon, lat) {
  return [unitX(lon) * view.scale + view.x, unitY(lat) * view.scale + view.y];
}

function latitudeAt(screenY) {
  return Math.atan(Math.sinh((-((screenY - view.y) / view.scale / UNITS) * Math.PI) / 180));
}

function fitMap() {
  const {clientWidth: width, clientHeight: whole} = find('#map');
  const height = whole - find('#map .credit').offsetHeight; // the credit line must hide no mark
  const [west, south, east, north] = data.map.opening;
  const left = unitX(west), right = unitX(east), top = unitY(north), bottom = unitY(south);
  view.scale = Math.min(width / (right - left), height / (bottom - top));
  view.x = width / 2 - ((left + right) / 2) * view.scale;
  view.y = height / 2 - ((top + bottom) / 2) * view.scale;
}

function zoomMap(x, y, factor) {
  // Below the lowest zoom the world is a postage stamp; above the highest the 1:10m coast would pretend to be a city map.
  const scale = Math.max(0.004, Math.min(14, view.scale * factor));
  view.x = x - ((x - view.x) * scale) / view.scale;
  view.y = y - ((y - view.y) * scale) / view.scale;
  view.scale = scale;
  requestMap();
}
