// Days on a line: formatting and tick marks. Days are counted from 1970-01-01; all dates are UTC, as the record's are.

const DAY = 864e5;
const DAYS_IN_MONTH = 30.44;

function formatDay(day, options) {
  return new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', ...options}).format(day * DAY);
}

function longDay(day) {
  return formatDay(day, {day: 'numeric', month: 'short', year: 'numeric'});
}

// [day, label, isMajor] for at most about `most` ticks between two days.
function ticks(from, to, most) {
  return (to - from) / 14 < most ? dayTicks(from, to, most) : monthTicks(from, to, most);
}

function dayTicks(from, to, most) {
  const step = [1, 2, 7, 14].find((days) => (to - from) / days <= most) || 14;
  const found = [];
  // 1970-01-05 was a Monday: weekly ticks fall on Mondays.
  let day = step >= 7 ? Math.ceil((from - 4) / 7) * 7 + 4 : Math.ceil(from / step) * step;
  for (; day < to; day += step) found.push([day, formatDay(day, {day: 'numeric', month: 'short'}), new Date(day * DAY).getUTCDate() <= step]);
  return found;
}

function monthTicks(from, to, most) {
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((months) => (to - from) / DAYS_IN_MONTH / months <= most) || 240;
  const start = new Date(from * DAY);
  const found = [];
  for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > to) return found;
    const january = month % 12 === 0;
    if (day >= from) found.push([day, formatDay(day, january || step >= 12 ? {year: 'numeric'} : {month: 'short'}), january]);
  }
}
