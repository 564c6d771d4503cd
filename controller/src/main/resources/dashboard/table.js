// What all long tables share: a search, headers that sort, and pages.
import { html } from './lit/lit-html.js';
import { count } from './format.js';

const MARK = { asc: '▲', desc: '▼' };
const SAID = { asc: 'ascending', desc: 'descending' };

/** columns: [{ sort, name, first }]; first is the order that the first press gives. */
export const heads = (columns, listing, change) => html`<tr>${columns.map((column) => head(column, listing, change))}</tr>`;

function head({ sort, name, first = 'asc', wide = '' }, listing, change) {
  if (!sort) return html`<th scope="col" class=${wide}>${name}</th>`;
  const on = listing.sort === sort;
  const order = on ? (listing.order === 'asc' ? 'desc' : 'asc') : first;
  return html`<th scope="col" class=${wide} aria-sort=${on ? SAID[listing.order] : 'none'}>
    <button type="button" class="sort" @click=${() => change({ sort, order, offset: 0 })}>${name}<span
      class="mark" aria-hidden="true">${on ? MARK[listing.order] : ''}</span></button></th>`;
}

/** What was found is also heard, which pages and rows are not. */
export const search = (what, page, listing, change) => html`<label class="search"><span class="unseen">Search ${what}</span>
  <input type="search" placeholder="Search" maxlength="200" autocomplete="off" .value=${listing.search}
    @input=${(event) => change({ search: event.target.value, offset: 0 })}></label>
  <span class="unseen" role="status">${page && listing.search ? `${count(page.matched)} of ${count(page.total)} ${what} match` : ''}</span>`;

/** Nothing where all fits on one page. At an end its button stays, so that who pressed it stays on it. */
export function pager(what, { total, matched }, listing, change) {
  const { offset, limit } = listing;
  const end = Math.min(offset + limit, matched);
  const words = matched === 0 ? 'none' : `${count(offset + 1)} to ${count(end)} of ${count(matched)}`;
  const of = matched < total ? `, ${count(total)} in all` : '';
  if (matched <= limit && offset === 0) return html`<p class="pager">${matched < total ? words + of : ''}</p>`;
  return html`<nav class="pager" aria-label="Pages of ${what}"><span>${words}${of}</span>
    <button type="button" aria-disabled=${String(offset === 0)}
      @click=${() => offset > 0 && change({ offset: Math.max(0, offset - limit) })}>Previous<span class="unseen"> ${what}</span></button>
    <button type="button" aria-disabled=${String(end >= matched)}
      @click=${() => end < matched && change({ offset: offset + limit })}>Next<span class="unseen"> ${what}</span></button></nav>`;
}
