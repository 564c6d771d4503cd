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
import { verdict } from './verdict.js';

const EVERY_MS = 2000;
const SOON_MS = 150;
const KEPT = 1000;

const root = document.getElementById('page');
let state = {
  link: { open: false, lost: null, seen: null },
  status: null, flows: null, nodes: null, pools: null, endpoints: null, releases: null, master: null,
  events: [],
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
  document.body.dataset.link = state.link.lost ? 'lost' : 'live';
  document.title = `${verdict(state).title} - pluginlb`;
  render(page(), root);
  show(root, state);
}

const page = () => html`${head(state, act)}${notices(state, act)}
  <main>
    <section id="traffic" aria-labelledby="traffic-title"><div class="bar-of-section"><h2 id="traffic-title">Traffic</h2></div>
      ${state.width ? picture(state.flows, state.width) : ''}</section>
    ${nodes(state, listed('nodes'), act)}
    ${pools(state)}
    ${endpoints(state, listed('endpoints'))}
    <div class="pair">${changes(state, shown)}${releases(state, shown, act)}</div>
    ${controllers(state)}
  </main>${dialog(state, act)}`;

const shown = (part) => set({ shown: { ...state.shown, ...part } });

const listed = (name) => (part) => {
  set({ listing: { ...state.listing, [name]: { ...state.listing[name], ...part } } });
  soon();
};

let looking = false;
let again = false;
let hurried = false;
let timer = 0;

/** Asks for all that is shown. One look at a time; whoever asks during one gets another after it. */
async function look() {
  clearTimeout(timer);
  hurried = false;
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  again = false;
  try {
    const [status, flows, nodePage, further, endpointPage, known, master] = await Promise.all([
      api.status(), api.flows(), api.nodes(state.listing.nodes), api.pools(), api.endpoints(state.listing.endpoints), api.releases(),
      api.controllers(),
    ]);
    set({ status, flows, nodes: nodePage, pools: further, endpoints: endpointPage, releases: known, master });
    reached();
  } catch (failed) {
    missed();
  }
  looking = false;
  timer = setTimeout(look, again ? SOON_MS : document.hidden ? 5 * EVERY_MS : EVERY_MS);
}

/** Not put off by more that happens meanwhile: in a churn something always does. */
function soon() {
  if (hurried) return;
  hurried = true;
  clearTimeout(timer);
  timer = setTimeout(look, SOON_MS);
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
  if (state.events.some((known) => known.id === event.id)) return;
  set({ events: [event, ...state.events].slice(0, KEPT) });
  soon();
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
