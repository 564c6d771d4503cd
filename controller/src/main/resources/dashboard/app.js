// One state, drawn as a whole when it changes. Changes arrive by a stream and are looked at once; numbers that always move (rates,
// in-flight, ages) are looked at every two seconds, while somebody looks at the page.
import { html, render } from './lit/lit-html.js';
import * as api from './api.js';
import { listen } from './feed.js';
import { head } from './head.js';
import { picture } from './picture.js';
import { nodes } from './nodes.js';
import { pools } from './pools.js';
import { endpoints } from './endpoints.js';
import { changes, releases } from './timeline.js';
import { controllers } from './controllers.js';
import { dialog, notices, show } from './dialog.js';
import { actions } from './actions.js';
import { holdFocus } from './focus.js';
import { busy, pending, verdict } from './verdict.js';

const EVERY_MS = 2000;
const SOON_MS = 150;
const APART_MS = 600; // looks in a churn, each of which is seven questions
const KEPT = 1000;
const IN_PICTURE = 12; // nodes one by one; the others together, so that the tables are not far below

const root = document.getElementById('page');
const heard = document.getElementById('heard');
let state = {
  link: { open: false, lost: null, seen: null },
  status: null, flows: null, nodes: null, pools: null, endpoints: null, releases: null, master: null,
  events: null,
  listing: {
    nodes: { search: '', sort: 'state', order: 'asc', limit: 25, offset: 0 },
    endpoints: { search: '', sort: 'rate', order: 'desc', limit: 25, offset: 0 },
  },
  shown: { kind: '', changes: 25, releases: 10 },
  ask: null, diffs: {}, notices: [],
  width: 0,
};

let drawing = false;

function set(part) {
  state = { ...state, ...part };
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  drawing = false;
  const stay = holdFocus();
  document.body.dataset.link = state.link.lost ? 'lost' : 'live';
  const { title, why } = verdict(state);
  document.title = `${title} - pluginlb`;
  render(page(), root);
  show(root, state);
  stay();
  hear([title, ...why].join('. '));
}

/** Of a region that was there before there was anything to say in it: what comes into being with its words is often not heard. */
function hear(words) {
  if (heard.textContent !== words) heard.textContent = words;
}

const page = () => html`${head(state, act)}${notices(state, act)}
  <main tabindex="-1"><div class="stack">
    <section id="traffic" aria-labelledby="traffic-title" aria-busy=${busy(state, state.flows)}>
      <div class="bar-of-section"><h2 id="traffic-title">Traffic</h2></div>
      ${state.flows ? (state.width ? picture(state) : '') : html`<p class="empty">${pending(state)}</p>`}</section>
    ${nodes(state, listed('nodes'), act)}
    ${pools(state)}
    ${endpoints(state, listed('endpoints'))}
    </div><div class="pair">${changes(state, shown)}<div class="stack">${releases(state, shown, act)}${controllers(state)}</div></div>
  </main>${dialog(state, act)}`;

const shown = (part) => {
  set({ shown: { ...state.shown, ...part } });
  soon();
};

const listed = (name) => (part) => {
  set({ listing: { ...state.listing, [name]: { ...state.listing[name], ...part } } });
  soon();
};

let looking = false;
let again = false;
let due = Infinity; // when the next look is, if it is hurried
let looked = -APART_MS; // when the last one began
let timer = 0;

/** Asks for all that is shown. One look at a time; whoever asks during one gets another after it. */
async function look() {
  clearTimeout(timer);
  due = Infinity;
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  looked = performance.now();
  again = false;
  try {
    const [status, flows, nodePage, further, endpointPage, known, master] = await Promise.all([
      api.status(), api.flows(IN_PICTURE), api.nodes(state.listing.nodes), api.pools(), api.endpoints(state.listing.endpoints), api.releases(state.shown.releases + 1),
      api.controllers(),
    ]);
    set({ status, flows, nodes: nodePage, pools: further, endpoints: endpointPage, releases: known, master });
    reached();
    staysOnPages();
  } catch (failed) {
    missed();
  }
  looking = false;
  timer = setTimeout(look, again ? SOON_MS : document.hidden ? 5 * EVERY_MS : EVERY_MS);
}

/** Where a list became so short that its page is none any more, the last one is shown. */
function staysOnPages() {
  for (const name of ['nodes', 'endpoints']) {
    const { offset, limit } = state.listing[name];
    const { matched } = state[name];
    if (offset > 0 && offset >= matched) listed(name)({ offset: Math.max(0, Math.ceil(matched / limit) - 1) * limit });
  }
}

/** Not put off by more that happens meanwhile: in a churn something always does. */
function soon(wait = SOON_MS) {
  const at = performance.now() + wait;
  if (due <= at) return;
  due = at;
  clearTimeout(timer);
  timer = setTimeout(look, wait);
}

let answers = false;

function reached() {
  answers = true;
  const { open } = state.link;
  set({ link: { open, seen: Date.now(), lost: open ? null : state.link.lost } });
}

function missed() {
  answers = false;
  set({ link: { ...state.link, lost: state.link.lost ?? Date.now() } });
}

/** The stream is there again: what was missed comes by it, and the rest is looked at anew. */
function opened() {
  set({ link: { ...state.link, open: true, lost: answers ? null : state.link.lost } });
  soon();
}

function lost() {
  set({ link: { ...state.link, open: false, lost: state.link.lost ?? Date.now() } });
  soon();
}

function happened(event) {
  if (state.events?.some((known) => known.id === event.id)) return;
  set({ events: [event, ...(state.events ?? [])].slice(0, KEPT) });
  soon(Math.max(SOON_MS, looked + APART_MS - performance.now()));
}

/** The stream is asked for once the past is known, so that nothing is between the two. */
async function begin() {
  const past = await api.events(0).catch(() => null);
  if (!past) {
    missed();
    setTimeout(begin, EVERY_MS);
    return;
  }
  set({ events: past.events.reverse() });
  listen(past.latest, { opened, lost, happened });
}

const act = actions({ state: () => state, set, look: soon });

new ResizeObserver(() => {
  const width = Math.max(0, (root.querySelector('#traffic')?.clientWidth ?? 0) - 24);
  // No width means that nothing is seen just now: the picture stays as it is for when it is.
  if (width && width !== state.width) set({ width });
}).observe(document.body);
document.addEventListener('visibilitychange', () => document.hidden || soon());
root.replaceChildren();
draw();
begin();
look();
