// The picture of traffic: front, classes, nodes. Layout is arithmetic on one answer of /api/v1/flows and the width there is.
import { html, svg, nothing } from './lit/lit-html.js';
import { count, rate } from './format.js';

const THICK = 150; // pixels that all traffic together is wide
const ROW = 34;
const GAP = 4;
const NARROW = 620;
const WORDS = 40; // above a class, where there is no room beside it
const BELOW = 20; // the last class, whose words may be lower than it
const LEAST = 4; // as thick as a class without traffic

const shown = (flow) => [
  { name: 'short', rate: flow.rate.short_ones ?? 0 },
  { name: 'long', rate: flow.rate.long_ones ?? 0 },
];

/** Nodes, the others, and what went nowhere, as rows of the right column. */
function rows(flows) {
  const nodes = flows.nodes.map((node) => ({
    key: node.address, label: node.address, state: node.state, flows: shown(node), load: load(node),
    more: [node.role === 'main' ? 'main' : '', node.state === 'up' ? '' : node.state],
  }));
  const { others, elsewhere } = flows;
  if (!nodes.length) nodes.push({ key: 'none', label: 'no node is known', state: 'unknown', flows: shown({ rate: {} }), load: '', more: [] });
  if (others) {
    const state = others.up === others.nodes ? 'up' : 'mixed';
    nodes.push({ key: 'others', label: `${count(others.nodes)} other nodes`, state, flows: shown(others), load: load(others), more: [`${count(others.up)} up`] });
  }
  if (elsewhere.short_ones || elsewhere.long_ones) {
    nodes.push({ key: 'nowhere', label: 'no node', state: 'down', flows: shown({ rate: elsewhere }), load: '', more: ['unanswered, or gone'] });
  }
  return nodes;
}

function load({ in_flight: all, in_flight_long: long }) {
  if (all == null) return 'load unknown';
  return long == null ? `${count(all)} in flight` : `${count(Math.max(0, all - long))} short, ${count(long)} long in flight`;
}

const sum = (list) => list.reduce((total, one) => total + one, 0);

export function layout(flows, width) {
  const right = rows(flows);
  const total = sum(right.map((row) => sum(row.flows.map((flow) => flow.rate))));
  const scale = total ? THICK / total : 0;
  const thick = (perSecond) => (perSecond ? Math.max(1.5, perSecond * scale) : 0);
  let top = GAP;
  for (const row of right) {
    row.thick = sum(row.flows.map((flow) => thick(flow.rate)));
    row.height = Math.max(ROW - GAP, row.thick);
    row.top = top;
    top += row.height + GAP;
  }
  const narrow = width < NARROW;
  const x = narrow
    ? { front: 0, first: 58, second: width - 188, bar: 8 }
    : { front: 0, first: Math.round(width * 0.3), second: width - 330, bar: 10 };
  const classes = flows.classes.map((one) => ({ ...one, thick: sum(right.map((row) => thick(row.flows.find((flow) => flow.name === one.name).rate))) }));
  const height = Math.max(top, stacked(classes) + BELOW);
  for (const row of right) row.top += (height - top) / 2;
  place(classes, height);
  return { right, classes, height, x, narrow, known: flows.over_ms != null, total, links: links(right, classes, thick, x), front: frontLinks(classes, height, x) };
}

/** Classes in the middle of the height, one below the other with room for words; both are seen, though one has no traffic. */
function place(classes, height) {
  let top = (height - BELOW - stacked(classes)) / 2 + WORDS;
  for (const one of classes) {
    one.top = top;
    one.next = top;
    top += Math.max(one.thick, LEAST) + WORDS;
  }
}

const stacked = (classes) => sum(classes.map((one) => Math.max(one.thick, LEAST) + WORDS));

function links(right, classes, thick, x) {
  return right.flatMap((row) => {
    let at = row.top + (row.height - row.thick) / 2;
    return row.flows.filter((flow) => flow.rate).map((flow) => {
      const from = classes.find((one) => one.name === flow.name);
      const width = thick(flow.rate);
      const link = { name: flow.name, path: ribbon(x.first + x.bar, from.next, x.second, at, width) };
      from.next += width;
      at += width;
      return link;
    });
  });
}

function frontLinks(classes, height, x) {
  const all = sum(classes.map((one) => one.thick));
  let at = (height - all) / 2;
  return classes.filter((one) => one.thick).map((one) => {
    const link = { name: one.name, path: ribbon(x.front + x.bar, at, x.first, one.top, one.thick) };
    at += one.thick;
    return link;
  });
}

function ribbon(x1, y1, x2, y2, width) {
  const mid = (x1 + x2) / 2;
  const n = (number) => number.toFixed(1);
  return `M${n(x1)},${n(y1)}C${n(mid)},${n(y1)} ${n(mid)},${n(y2)} ${n(x2)},${n(y2)}V${n(y2 + width)}C${n(mid)},${n(y2 + width)} ${n(mid)},${n(y1 + width)} ${n(x1)},${n(y1 + width)}Z`;
}

export function picture({ flows, width }) {
  const at = layout(flows, width);
  return html`<svg class="picture" width=${width} height=${at.height} viewBox="0 0 ${width} ${at.height}" role="img"
      aria-label="Traffic from the front over classes to nodes; the same as a table follows">
    ${[...at.front, ...at.links].map((link) => svg`<path class="flow" data-class=${link.name} d=${link.path}></path>`)}
    ${front(at)}${at.classes.map((one) => classBox(one, at))}${at.right.map((row) => nodeBox(row, at))}</svg>
    <p class="legend"><span data-class="short">short</span><span data-class="long">long</span>
      <span class="note">${flows.over_ms ? `requests that ended, mean of ${Math.round(flows.over_ms / 1000)} s` : 'rates are known after two looks'}</span></p>
    ${asTable(flows)}`;
}

function front({ classes, height, x, known, total, narrow }) {
  const thick = Math.max(LEAST, sum(classes.map((one) => one.thick)));
  const top = (height - thick) / 2;
  const words = narrow ? Math.max(14, top - 20) : height / 2;
  const left = narrow ? 0 : x.bar + 8;
  return svg`<g class="box"><rect class="bar" x=${x.front} y=${top} width=${x.bar} height=${thick}></rect>
    <text class="strong" x=${left} y=${words}>front</text>
    <text x=${left} y=${words + 15}>${rate(known ? total : null)}</text></g>`;
}

function classBox(one, { x, narrow }) {
  const label = narrow ? one.top - 20 : one.top + Math.max(one.thick, LEAST) / 2 - 3;
  const left = x.first + (narrow ? 0 : x.bar + 8);
  const lost = one.failures ? `${one.in_flight == null ? '' : ', '}${rate(one.failures)} failed` : '';
  return svg`<g class="box"><rect class="bar" data-class=${one.name} x=${x.first} y=${one.top} width=${x.bar} height=${Math.max(one.thick, LEAST)}></rect>
    <text class="strong" x=${left} y=${label}>${one.name} ${rate(one.rate)}</text>
    <text x=${left} y=${label + 15}>${one.in_flight == null ? '' : `${count(one.in_flight)} in flight`}${lost}</text></g>`;
}

function nodeBox(row, { x, known, narrow }) {
  const left = x.second + x.bar + 8;
  const middle = row.top + row.height / 2;
  const all = known ? sum(row.flows.map((flow) => flow.rate)) : null;
  const more = row.more.filter((word) => word).join(', ');
  return svg`<g class="box"><rect class="bar" data-state=${row.state} x=${x.second} y=${row.top} width=${x.bar} height=${row.height} rx="2"></rect>
    <text class="strong" x=${left} y=${middle - 2}>${row.label}${more && !narrow ? `, ${more}` : ''}</text>
    <text x=${left} y=${middle + 12}>${rate(all)}${narrow ? (more ? `, ${more}` : '') : row.load ? `, ${row.load}` : ''}</text></g>`;
}

const asTable = (flows) => html`<details class="as-table"><summary>The picture as a table</summary>
  <div class="scroll" tabindex="0" role="region" aria-label="The picture as a table"><table><caption class="unseen">Requests per second by node and class</caption>
  <thead><tr><th scope="col">To</th><th scope="col">State</th><th scope="col">Short</th><th scope="col">Long</th><th scope="col">In flight</th></tr></thead>
  <tbody>${rows(flows).map((row) => html`<tr><th scope="row">${row.label}</th><td>${row.state}</td>
    ${row.flows.map((flow) => html`<td>${rate(flows.over_ms == null ? null : flow.rate)}</td>`)}<td>${row.load || nothing}</td></tr>`)}</tbody></table></div></details>`;
