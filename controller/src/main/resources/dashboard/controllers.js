// Who shares this Redis, and who leads.
import { html, nothing } from './lit/lit-html.js';
import { clock, short } from './format.js';
import { busy, pending } from './verdict.js';

export function controllers(state) {
  const { master } = state;
  return html`<section id="controllers" aria-labelledby="controllers-title" aria-busy=${busy(state, master)}>
    <div class="bar-of-section"><h2 id="controllers-title">Controllers</h2></div>
    ${master ? table(master) : html`<p class="empty">${pending(state)}</p>`}</section>`;
}

function table(master) {
  const leader = master.master?.id;
  return html`
    <table class="cards"><caption class="unseen">Controllers that share this Redis</caption>
      <thead><tr><th scope="col">Controller</th><th scope="col">Part</th><th scope="col">State</th><th scope="col">Live config</th><th scope="col">Last seen</th></tr></thead>
      <tbody>${master.controllers.map((one) => line(one, one.id === leader, master.is_self))}</tbody></table>
    ${master.controllers.length === 0 ? html`<p class="empty">No controller is entered in Redis.</p>` : nothing}
    <p class="note">${leader ? '' : 'Nobody leads: weights and the main node stay as they are. '}The daemons' own master: ${master.daemon_master ?? 'none'}.</p>`;
}

const line = (one, leads, self) => html`<tr data-state=${one.state === 'silent' ? 'down' : 'up'}>
  <th scope="row"><b>${one.host ?? one.id}</b><small>${one.id}, ${one.version ?? 'version unknown'}</small></th>
  <td data-name="Part">${leads ? `leader${self ? ', this one' : ''}` : 'follower'}</td>
  <td data-name="State" class="state"><span class="dot" aria-hidden="true"></span>${one.state ?? 'unknown'}</td>
  <td data-name="Live config"><code title=${one.live || nothing}>${short(one.live)}</code></td>
  <td data-name="Last seen">${one.last_seen ? clock(one.last_seen) : '–'}</td></tr>`;
