// The endpoints: how often, how long, of which class.
import { html, svg, nothing } from './lit/lit-html.js';
import { repeat } from './lit/directives/repeat.js';
import { count, rate, span } from './format.js';
import { heads, pager, search } from './table.js';
import { busy, pending } from './verdict.js';

const COLUMNS = [
  { sort: 'endpoint', name: 'Endpoint' },
  { sort: 'class', name: 'Class', first: 'desc' },
  { sort: 'rate', name: 'Rate', first: 'desc', wide: 'number' },
  { sort: 'recent', name: 'Recent mean', first: 'desc', wide: 'number' },
  { name: 'Newest' },
  { sort: 'avg', name: 'Mean', first: 'desc', wide: 'number' },
  { sort: 'max', name: 'Max', first: 'desc', wide: 'number' },
  { sort: 'total', name: 'Total', first: 'desc', wide: 'number' },
];

export function endpoints(state, change) {
  const page = state.endpoints;
  return html`<section id="endpoints" aria-labelledby="endpoints-title" aria-busy=${busy(state, page)} tabindex="-1">
    <div class="bar-of-section"><h2 id="endpoints-title">Endpoints</h2>${search('endpoints', page, state.listing.endpoints, change)}</div>
    <table class="cards"><caption class="unseen">Endpoints, ${page ? `${count(page.matched)} of ${count(page.total)}` : 'not known yet'}</caption>
      <thead>${heads(COLUMNS, state.listing.endpoints, change)}</thead>
      <tbody>${page ? repeat(page.endpoints, (row) => row.endpoint.endpoint, line) : nothing}</tbody></table>
    ${page ? nothing : html`<p class="empty">${pending(state)}</p>`}
    ${page?.matched === 0 ? html`<p class="empty">${page.total ? 'No endpoint matches.' : 'No request was counted yet.'}</p>` : nothing}
    ${page ? pager('endpoints', page, state.listing.endpoints, change) : nothing}</section>`;
}

function line({ endpoint, rate: perSecond, recent_ms: recent }) {
  const name = endpoint.is_long ? 'long' : 'short';
  return html`<tr><th scope="row" class="endpoint">${endpoint.endpoint}</th>
    <td data-name="Class"><span class="class" data-class=${name}>${name}</span>${endpoint.basis === 'route' ? html`<small>by its route</small>` : nothing}</td>
    <td data-name="Rate" class="number">${rate(perSecond)}</td>
    <td data-name="Recent mean" class="number">${span(recent)}</td>
    <td data-name="Newest">${sparkline(endpoint.window_ms)}</td>
    <td data-name="Mean" class="number">${span(endpoint.total ? endpoint.avg_ms : null)}</td>
    <td data-name="Max" class="number">${span(endpoint.total ? endpoint.max_ms : null)}</td>
    <td data-name="Total" class="number">${count(endpoint.total)}</td></tr>`;
}

/** The newest requests as bars, oldest first, the longest of them as high as there is room. */
function sparkline(window) {
  if (!window.length) return '–';
  const most = Math.max(...window);
  const step = 60 / Math.max(window.length, 5);
  const high = (millis) => Math.max(1, (millis / (most || 1)) * 16);
  return html`<span class="unseen">${window.map(span).join(', ')}</span><svg class="spark" width="60" height="18" aria-hidden="true">
    ${window.map((millis, index) => svg`<rect x=${index * step + 1} y=${17 - high(millis)} width=${step - 2} height=${high(millis)}></rect>`)}</svg>`;
}
