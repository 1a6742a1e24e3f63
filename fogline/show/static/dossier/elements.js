// Making elements. Text always enters as text nodes, never as HTML: what a report wrote must not become markup.

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

function find(selector, root = document) {
  return root.querySelector(selector);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child != null && child !== false && child !== '') node.append(child);
  }
  return node;
}

function element(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function shape(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG_NAMESPACE, tag), attributes, children);
}

function whole(number) {
  return number.toLocaleString('en');
}

function counted(number, one, many) {
  return `${whole(number)} ${number === 1 ? one : many}`;
}

// Quotation marks around a source's words, unless they bring their own.
function inQuotes(text) {
  return /^["“”«„]/.test(text) ? text : `“${text}”`;
}

// Enter and Space do what a click does, for SVG parts that act as buttons.
function onActivate(action) {
  return (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    action(event);
  };
}
