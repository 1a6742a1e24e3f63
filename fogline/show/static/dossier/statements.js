// Claims, threats, demands: fifty at a time, because every card holds quotations.

const STATEMENTS_AT_ONCE = 50;
let statementsShown = STATEMENTS_AT_ONCE;

function drawStatements() {
  const box = find('#statement-cards');
  if (!box) return;
  const rest = data.statements.length - statementsShown;
  const more = () => {
    statementsShown += STATEMENTS_AT_ONCE;
    drawStatements();
  };
  box.replaceChildren(...data.statements.slice(0, statementsShown).map(statementCard), ...(rest > 0 ? [element('button', {class: 'plain-button', onclick: more}, `Show more (${whole(rest)} left)`)] : []));
}

function statementCard(row) {
  const detail = (label, text) => (text ? element('p', {class: 'fine', dir: 'auto'}, element('b', {}, `${label}: `), text) : '');
  return element('article', {class: 'statement card'},
    element('header', {}, element('span', {class: 'tag'}, row.kind), ' ', element('b', {dir: 'auto'}, row.speaker), row.addressee ? [' to ', element('b', {dir: 'auto'}, row.addressee)] : '', element('span', {class: 'fine'}, ` · ${row.said}`)),
    (row.evidence || []).map((number) => quotation(number)),
    detail('Condition', row.condition), detail('Consequence', row.consequence), detail('Outcome', row.outcome),
    incidentLinks('About', row.about), incidentLinks('Followed by', row.followed));
}

function incidentLinks(label, ids) {
  const numbers = (ids || []).map((id) => numberById.get(id)).filter((n) => n != null);
  if (!numbers.length) return '';
  const links = numbers.slice(0, 5).map((n, i) => [i ? '; ' : '', element('button', {class: 'link', dir: 'auto', onclick: () => goToIncident(n)}, incidents[n].title)]);
  return element('p', {class: 'fine'}, element('b', {}, `${label}: `), links, numbers.length > 5 ? ` and ${numbers.length - 5} more` : '');
}
