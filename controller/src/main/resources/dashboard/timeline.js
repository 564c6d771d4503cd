// What happened: changes as they come, and the releases with what each changed and the way back to it.
import { html, nothing } from './lit/lit-html.js';
import { repeat } from './lit/directives/repeat.js';
import { clock, count, short, span, zone } from './format.js';
import { KINDS } from './feed.js';
import { busy, pending } from './verdict.js';

const STEP = 25;
const MOST_LINES = 400;

/** Which attempt it is. */
export const key = (release) => `${release.at} ${release.version}`;

export function changes(state, change) {
  const { events, shown } = state;
  const found = (events ?? []).filter((event) => !shown.kind || event.kind === shown.kind);
  return html`<section id="changes" aria-labelledby="changes-title" aria-busy=${busy(state, events)} tabindex="-1">
    <div class="bar-of-section"><h2 id="changes-title">Changes</h2><p class="note">times in ${zone()}</p><label><span class="unseen">Changes of which kind</span>
      <select @change=${(event) => change({ kind: event.target.value, changes: STEP })}><option value="">all kinds</option>
        ${KINDS.map((kind) => html`<option value=${kind} ?selected=${shown.kind === kind}>${kind}</option>`)}</select></label></div>
    <div class="scrolled" tabindex="0" role="region" aria-label="List of changes">
      <ol class="timeline">${repeat(found.slice(0, shown.changes), (event) => event.id, entry)}</ol>
      ${found.length === 0 ? html`<p class="empty">${noChange(state)}</p>` : nothing}
      ${found.length > shown.changes
        ? html`<button type="button" @click=${() => change({ changes: shown.changes + 2 * STEP })}>Show older changes</button>` : nothing}</div></section>`;
}

function noChange(state) {
  if (!state.events) return pending(state);
  return state.shown.kind ? 'No such change is known.' : 'Nothing changed since the controller started.';
}

const entry = (event) => html`<li data-kind=${event.kind}><time datetime=${event.at}>${clock(event.at)}</time>
  <span class="kind">${event.kind}</span><span class="words"><b title=${event.subject}>${event.subject}</b> ${event.words}</span></li>`;

export function releases(state, change, act) {
  const { releases: known, status, link, shown } = state;
  const newest = (known?.releases ?? []).slice(0, shown.releases);
  return html`<section id="releases" aria-labelledby="releases-title" aria-busy=${busy(state, known)} tabindex="-1">
    <div class="bar-of-section"><h2 id="releases-title">Releases</h2>
      ${status?.pinned ? html`<button type="button" ?disabled=${!!link.lost} @click=${act.unpin}>Follow the plan again</button>` : nothing}
      <button type="button" ?disabled=${!known || !!link.lost} @click=${act.reload}>Apply now</button></div>
    <div class="scrolled">
      <ol class="releases">${repeat(newest, key, (one) => release(one, state, act))}</ol>
      ${newest.length === 0 ? html`<p class="empty">${known ? 'Nothing was applied yet.' : pending(state)}</p>` : nothing}
      ${known?.releases.length > newest.length
        ? html`<button type="button" @click=${() => change({ releases: shown.releases + STEP })}>Show older releases</button>` : nothing}</div></section>`;
}

function release(one, { releases: { releases: all, live, pinned }, link, diffs }, act) {
  const proven = one.result === 'proven';
  const isLast = all.find((other) => other.version === one.version) === one;
  const marks = [isLast && one.version === live ? 'live' : '', isLast && one.version === pinned ? 'pinned' : ''].filter((mark) => mark);
  return html`<li data-result=${one.result}><div class="release"><time datetime=${one.at}>${clock(one.at)}</time>
      <code title=${one.version}>${short(one.version)}</code>${marks.map((mark) => html`<span class="mark-of-release">${mark}</span>`)}
      <span class="outcome">${one.result.replaceAll('_', ' ')} in ${span(one.took_ms)}</span></div>
    <p class="words">${one.reason}${one.words && !proven ? html`<br><span class="nginx">${one.words}</span>` : nothing}</p>
    <div class="actions"><button type="button" class="quiet" aria-expanded=${key(one) in diffs} @click=${() => act.diff(one)}>Diff<span class="unseen"> of ${short(one.version)}</span></button>
      ${proven && one.version !== live ? html`<button type="button" class="quiet" ?disabled=${!!link.lost}
        @click=${() => act.rollback(one)}>Roll back<span class="unseen"> to ${short(one.version)}</span></button>` : nothing}</div>
    ${key(one) in diffs ? diff(diffs[key(one)]) : nothing}</li>`;
}

/** Lines of a unified diff, told apart by their first character. */
export function diff(seen) {
  if (seen.problem) return html`<p class="empty">${seen.problem}</p>`;
  if (!seen.diff) return html`<p class="empty">${seen.to ? `The same as ${short(seen.from)}.` : 'Asking.'}</p>`;
  const lines = seen.diff.replace(/\n$/, '').split('\n');
  return html`<p class="note">${seen.from ? `against ${short(seen.from)}` : 'all of it is new'}, ${count(lines.length)} lines</p>
    <pre class="diff" tabindex="0" role="region" aria-label="Diff of ${short(seen.to)}">${lines.slice(0, MOST_LINES).map((text) => html`<span data-line=${kind(text)}>${text}</span>`)}</pre>`;
}

const kind = (text) => ({ '+': 'new', '-': 'old', '@': 'place' })[text[0]] ?? 'same';
