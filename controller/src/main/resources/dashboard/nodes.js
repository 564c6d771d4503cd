// The nodes: what they are, why, and the button that takes one out of service.
import { html, nothing } from './lit/lit-html.js';
import { repeat } from './lit/directives/repeat.js';
import { count, rate, span } from './format.js';
import { heads, pager, search } from './table.js';
import { busy, pending } from './verdict.js';

const COLUMNS = [
  { sort: 'address', name: 'Node' },
  { sort: 'role', name: 'Role' },
  { sort: 'state', name: 'State' },
  { sort: 'in_flight', name: 'In flight', first: 'desc', wide: 'number' },
  { sort: 'in_flight_long', name: 'Long', first: 'desc', wide: 'number' },
  { sort: 'rate', name: 'Rate', first: 'desc', wide: 'number' },
  { sort: 'weight', name: 'Weight', first: 'desc', wide: 'number' },
  { sort: 'heartbeat', name: 'Heartbeat', first: 'desc', wide: 'number' },
  { name: html`<span class="unseen">Action</span>` },
];

export function nodes(state, change, act) {
  const page = state.nodes;
  return html`<section id="nodes" aria-labelledby="nodes-title" aria-busy=${busy(state, page)} tabindex="-1">
    <div class="bar-of-section"><h2 id="nodes-title">Nodes</h2>${search('nodes', page, state.listing.nodes, change)}</div>
    <table class="cards"><caption class="unseen">Nodes, ${page ? `${count(page.matched)} of ${count(page.total)}` : 'not known yet'}</caption>
      <thead>${heads(COLUMNS, state.listing.nodes, change)}</thead>
      <tbody>${page ? repeat(page.nodes, (row) => row.node.address, (row) => line(row, act, state)) : nothing}</tbody></table>
    ${page ? nothing : html`<p class="empty">${pending(state)}</p>`}
    ${page?.matched === 0 ? html`<p class="empty">${page.total ? 'No node matches.' : 'No node is known: no heartbeat was found in Redis, and no node is named in the settings.'}</p>` : nothing}
    ${page ? pager('nodes', page, state.listing.nodes, change) : nothing}</section>`;
}

function line({ node, rate: flow, drain }, act, { link }) {
  const all = flow.short_ones == null && flow.long_ones == null ? null : (flow.short_ones ?? 0) + (flow.long_ones ?? 0);
  return html`<tr data-state=${node.state}>
    <th scope="row"><b>${node.address}</b><small title=${node.id}>${node.id}</small></th>
    <td data-name="Role">${node.role}</td>
    <td data-name="State" class="state"><span class="dot" aria-hidden="true"></span><b>${node.state}</b>
      <small>${words(node, drain)}</small></td>
    <td data-name="In flight" class="number">${count(node.in_flight)}</td>
    <td data-name="Long" class="number">${count(node.in_flight_long)}</td>
    <td data-name="Rate" class="number">${rate(all)}</td>
    <td data-name="Weight" class="number">${count(node.weight)}</td>
    <td data-name="Heartbeat" class="number">${node.last_heartbeat_age_ms == null ? 'static' : span(node.last_heartbeat_age_ms)}</td>
    <td class="action"><button type="button" ?disabled=${!!link.lost}
      @click=${() => (drain ? act.undrain(node) : act.drain(node))}>${drain ? 'Undrain' : 'Drain'}<span class="unseen"> ${node.address}</span></button></td></tr>`;
}

// What the last probe said only where that is news: of a node that answers it says no more, and another reason often ends with it.
function words(node, drain) {
  const why = drain ? drainWords(drain) : node.reason;
  return node.state === 'up' || why.endsWith(node.last_probe) ? why : `${why}; ${node.last_probe}`;
}

function drainWords(drain) {
  const left = drain.in_flight_nginx ?? drain.in_flight_node;
  const how = drain.empty ? 'drained, nothing is in flight there'
    : drain.left ? `leaving, ${left == null ? 'what is in flight is not known' : `${count(left)} still in flight`}`
      : 'not left the live config yet';
  return `${how}; by ${drain.who}${drain.reason ? `: ${drain.reason}` : ''}`;
}
