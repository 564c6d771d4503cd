// The top of the page: the verdict, and what is live.
import { html, nothing } from './lit/lit-html.js';
import { clock, count, plural, rate, short, span, unfollowed } from './format.js';
import { token } from './api.js';
import { verdict } from './verdict.js';

export function head(state, act) {
  const said = verdict(state);
  return html`<header class="top"><h1>pluginlb</h1><p class="who">${state.status ? `${state.status.version}, up ${span(state.status.uptime_ms)}` : ''}</p>
      <p class="link" data-link=${state.link.lost ? 'lost' : state.link.open ? 'live' : 'unknown'}>${linkWords(state.link)}</p>
      ${token.kept() ? html`<button type="button" class="quiet" @click=${act.forget}>Forget the token</button>` : nothing}</header>
    <section class="verdict" data-level=${said.level} aria-label="Health">
      <div><h2>${said.title}</h2><ul>${said.why.map((why) => html`<li>${why}</li>`)}</ul></div>
      ${state.status?.reasons.length ? html`<details><summary>${plural(state.status.reasons.length, 'remark', 'remarks')}</summary>
        <ul>${state.status.reasons.map((reason) => html`<li>${reason}</li>`)}</ul></details>` : nothing}
    </section>
    ${state.status ? facts(state) : nothing}`;
}

function linkWords(link) {
  if (link.lost) return `disconnected since ${clock(link.lost)}`;
  return link.open && link.seen ? `live, ${clock(link.seen)}` : 'connecting';
}

function facts({ status, flows, master }) {
  const total = flows?.classes.every((one) => one.rate != null) ? flows.classes.reduce((sum, one) => sum + one.rate, 0) : null;
  const stale = status.freshness !== 'live';
  return html`<section aria-label="What is live"><dl class="facts">
    ${fact('Cluster', stale ? 'last known' : 'live', `since ${clock(status.since)}`, stale && 'warn')}
    ${fact('Nodes', `${count(status.nodes.up)} up`, counts(status.nodes), nodesLevel(status.nodes))}
    ${fact('Traffic', rate(total), inFlight(flows))}
    ${fact('Live config', short(status.live), status.proven ? 'proven' : `wanted ${short(status.wanted)}`, !status.proven && 'bad', status.live)}
    ${fact('Driver', status.wanted_state ? 'lua' : 'reload', status.wanted_state ? `state ${short(status.state)}` : 'config only')}
    ${fact('Pinned', status.pinned ? short(status.pinned) : 'no', status.pinned ? unfollowed(status) : '', status.pinned && 'warn')}
    ${fact('Old workers', count(status.draining_workers), status.draining_workers ? 'finish their requests' : 'none drain')}
    ${fact('Leader', leader(master), master?.is_self ? 'this controller' : '')}
  </dl></section>`;
}

const fact = (name, value, more, level, whole) => html`<div data-level=${level || nothing}><dt>${name}</dt>
  <dd><b title=${whole || nothing}>${value}</b><span>${more}</span></dd></div>`;

const leader = (master) => (master.master ? master.master.host || master.master.id : 'nobody');

/** As the verdict sees it. */
function nodesLevel({ up, draining, total }) {
  if (up === 0) return 'bad';
  return up + draining < total && 'warn';
}

function counts({ down, draining, unknown, total }) {
  const others = [[down, 'down'], [draining, 'draining'], [unknown, 'unknown']].filter(([number]) => number);
  return others.length ? others.map(([number, word]) => `${count(number)} ${word}`).join(', ') : `of ${count(total)}`;
}

function inFlight(flows) {
  if (!flows?.nodes.length) return '';
  const told = [...flows.nodes, flows.others].map((one) => one?.in_flight).filter((load) => load != null);
  return told.length ? `${count(told.reduce((sum, load) => sum + load, 0))} in flight` : 'nobody tells what is in flight';
}
