// Claims, threats, demands: one card for each speaker, what commits or accuses somebody first; forty cards at a time.

const SPEAKERS_AT_ONCE = 40;
const FIRST_STATEMENTS = 3;
let speakersShown = SPEAKERS_AT_ONCE;

function drawStatements() {
  const box = find('#statement-cards');
  if (!box) return;
  const speakers = [...statementsBySpeaker().values()];
  const rest = speakers.length - speakersShown;
  const more = () => {
    speakersShown += SPEAKERS_AT_ONCE;
    drawStatements();
  };
  box.replaceChildren(...speakers.slice(0, speakersShown).map(speakerCard), ...(rest > 0 ? [element('button', {class: 'plain-button', onclick: more}, `Show more (${counted(rest, 'speaker', 'speakers')} left)`)] : []));
}

function statementsBySpeaker() {
  const groups = new Map();
  for (const row of data.statements) groups.set(row.speaker, [...(groups.get(row.speaker) || []), row]);
  return groups;
}

function speakerCard(rows) {
  const strong = rows.filter((row) => row.strong).length;
  // What only condemns or announces is folded away behind what threatens, claims, denies or demands.
  const open = Math.min(FIRST_STATEMENTS, strong || rows.length);
  const folded = rows.slice(open);
  const actor = data.actors.findIndex((row) => row.id === rows[0].actor);
  const name = actor < 0 ? element('span', {dir: 'auto'}, rows[0].speaker) : element('button', {class: 'link strong', dir: 'auto', onclick: () => setActor(actor)}, rows[0].speaker);
  return element('article', {class: 'statement card'}, element('h3', {}, name), rows.slice(0, open).map(statementRow),
    folded.length ? element('details', {}, element('summary', {class: 'fine'}, `${counted(folded.length, 'more statement', 'more statements')}: ${kindsOf(folded)}`), folded.map(statementRow)) : '');
}

function kindsOf(rows) {
  return [...new Set(rows.map((row) => row.kind.toLowerCase()))].join(', ');
}

function statementRow(row) {
  const detail = (label, text) => (text ? element('p', {class: 'fine', dir: 'auto'}, element('b', {}, `${label}: `), text) : '');
  return element('div', {class: 'said'},
    element('p', {class: 'said-head'}, element('span', {class: 'tag'}, row.kind), row.addressee ? [' to ', element('b', {dir: 'auto'}, row.addressee)] : '', row.said ? element('span', {class: 'fine'}, ` · ${row.said}`) : ''),
    (row.evidence || []).map((number) => quotation(number)),
    detail('Condition', row.condition), detail('Consequence', row.consequence), detail('Outcome', row.outcome),
    incidentLinks('About', row.about), incidentLinks('Followed by', row.followed));
}

function incidentLinks(label, ids) {
  const numbers = [...new Set((ids || []).map((id) => numberById.get(id)).filter((n) => n != null))];
  if (!numbers.length) return '';
  const links = numbers.slice(0, 5).map((n, i) => [i ? '; ' : '', element('button', {class: 'link', dir: 'auto', onclick: () => goToIncident(n)}, incidents[n].title)]);
  return element('p', {class: 'fine'}, element('b', {}, `${label}: `), links, numbers.length > 5 ? ` and ${numbers.length - 5} more` : '');
}
