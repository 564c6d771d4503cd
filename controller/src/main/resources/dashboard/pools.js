// The further pools: who their members are, whether they answer, and why not. Nothing where no pool is declared.
import { html, nothing } from './lit/lit-html.js';
import { repeat } from './lit/directives/repeat.js';
import { clock, plural } from './format.js';

export function pools({ pools: known }) {
  if (!known?.pools.length) return nothing;
  return html`<section id="pools" aria-labelledby="pools-title">
    <div class="bar-of-section"><h2 id="pools-title">Pools</h2></div>
    <table class="cards"><caption class="unseen">Further pools and their members, ${plural(known.pools.length, 'pool', 'pools')}</caption>
      <thead><tr><th scope="col">Member</th><th scope="col">State</th><th scope="col">Serves</th><th scope="col">Since</th></tr></thead>
      ${repeat(known.pools, (pool) => pool.name, group)}</table></section>`;
}

function group(pool) {
  const up = pool.members.filter((member) => member.state === 'up').length;
  const all = pool.members.length;
  const how = [pool.protocol, pool.balance.replaceAll('_', ' '), pool.listen ? `at ${pool.listen}` : 'an upstream only'].join(', ');
  return html`<tbody><tr class="group" data-state=${all && up === all ? 'up' : 'down'}><th scope="rowgroup" colspan="4"><b>${pool.name}</b>
      <span class="said"><span class="dot" aria-hidden="true"></span>${all ? `${up} of ${plural(all, 'member', 'members')} up` : 'no member is known: none of its names is found'}</span>
      <small>${how}</small></th></tr>
    ${repeat(pool.members, (member) => member.address, line)}</tbody>`;
}

const line = (member) => html`<tr data-state=${member.state}>
  <th scope="row"><b>${member.address}</b></th>
  <td data-name="State" class="state"><span class="dot" aria-hidden="true"></span><b>${member.state}</b><small>${member.reason}</small></td>
  <td data-name="Serves">${serves(member)}</td>
  <td data-name="Since">${clock(member.since)}</td></tr>`;

/** One that does not answer is kept when too few others do, and one that does may not have been taken into the plan yet. */
function serves({ serving, state }) {
  if (serving) return state === 'up' ? 'yes' : 'yes, too few others answer';
  return state === 'up' ? 'not yet' : 'no';
}
