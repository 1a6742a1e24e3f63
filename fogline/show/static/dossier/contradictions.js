// One card per open question, one column per answer, each answer in the words of its sources.

function drawContradictions() {
  find('#contradiction-cards')?.replaceChildren(...data.contradictions.map(contradictionCard));
}

function contradictionCard(row, position) {
  const incident = row.incident == null ? null : numberById.get(row.incident);
  const about = incident == null ? element('span', {dir: 'auto'}, row.about) : element('button', {class: 'link', dir: 'auto', onclick: () => goToIncident(incident)}, row.about);
  const seen = new Set();
  return element('article', {class: 'question card', id: `contradiction-${position}`},
    element('header', {}, element('h3', {}, element('span', {class: 'status disputed'}, statusIcon('disputed')), ' ', row.question), element('span', {class: 'fine'}, `${row.kind} · ${row.standing} · `, about)),
    element('div', {class: 'answers'}, row.answers.map((answer) => element('div', {class: 'answer'},
      element('h4', {dir: 'auto'}, answer.label, answer.origin ? element('span', {class: 'fine'}, ` · from ${answer.origin}`) : ''), answerQuotations(answer, seen)))),
    row.explanation ? element('p', {class: 'explanation', dir: 'auto'}, row.open ? '' : element('b', {}, 'Why this may be no contradiction: '), row.explanation.replace(/([^.!?])$/, '$1.')) : '');
}

// A sentence that stands under two answers is quoted once; the second answer names its own words in it.
function answerQuotations(answer, seen) {
  return answer.evidence.map((number, n) => {
    const ranges = answer.refs.filter((row) => row[0] === n).map((row) => row.slice(1));
    const repeated = seen.has(number);
    seen.add(number);
    return repeated ? sameSentence(number, ranges) : quotation(number, ranges);
  });
}

function sameSentence(number, ranges) {
  const {text} = sentence(number);
  const words = ranges.map(([start, end], n) => [n ? ' … ' : '', element('mark', {}, text.slice(start, end))]);
  return element('p', {class: 'same-sentence'}, 'In the same sentence', ranges.length ? [': “', words, '”'] : '');
}

function goToIncident(n) {
  if (!shown.includes(n)) clearAll();
  select(n, true);
  find('#where').scrollIntoView();
}
