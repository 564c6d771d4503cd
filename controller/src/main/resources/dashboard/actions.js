// What an operator can do here. Each is asked for in the dialog, uttered with the token, and followed to its outcome.
import * as api from './api.js';
import { short, unfollowed } from './format.js';
import { ended } from './dialog.js';
import { key } from './timeline.js';

const MOST_NOTICES = 4;

/** state() gives the state, set(part) changes it, look() asks the controller at once. */
export function actions({ state, set, look }) {
  const ask = (question) => set({ ask: question });
  const dismiss = () => set({ ask: null });
  const forgetNotice = (one) => set({ notices: state().notices.filter((other) => other.id !== one.id) });
  const note = (id, level, words) =>
    set({ notices: [{ id, level, words }, ...state().notices.filter((one) => one.id !== id)].slice(0, MOST_NOTICES) });

  async function confirm({ secret, reason }) {
    const { ask: asked } = state();
    if (!asked || asked.busy) return;
    const isAsked = () => state().ask?.wish === asked.wish;
    ask({ ...asked, busy: true, problem: '' });
    const id = crypto.randomUUID?.() ?? String(performance.now());
    let url;
    try {
      url = await api.wish(asked.wish(reason), secret);
    } catch (refused) {
      if (refused.status === 403) api.token.forget();
      const problem = refused.message;
      if (isAsked()) ask({ ...asked, busy: false, problem });
      else note(id, 'bad', `${asked.title}: ${problem}`);
      return;
    }
    api.token.keep(secret);
    if (isAsked()) dismiss();
    note(id, 'wait', `${asked.title}: asked for, waiting for the proof`);
    try {
      const { level, words } = ended(asked.title, await api.outcome(url));
      note(id, level, words);
    } catch (lost) {
      note(id, 'warn', `${asked.title}: asked for, but how it ended is not known (${lost.message})`);
    }
    look();
  }

  async function diff(one) {
    const { [key(one)]: open, ...others } = state().diffs;
    if (open) return set({ diffs: others });
    const put = (seen) => set({ diffs: { ...state().diffs, [key(one)]: seen } });
    put({});
    const seen = await api.diff(one.version).catch((refused) => ({ problem: refused.message }));
    if (key(one) in state().diffs) put(seen);
  }

  async function rollback(one) {
    const question = {
      title: `Roll back to ${short(one.version)}`,
      words: `Nginx serves that release again and stays with it: ${unfollowed(state().status)} until you say so.`,
      button: 'Roll back',
      wish: () => api.wishes.rollback(one.version),
    };
    ask(question);
    const seen = await api.diff(one.version, state().releases.live ?? '').catch((refused) => ({ problem: refused.message }));
    if (state().ask?.wish === question.wish) ask({ ...state().ask, diff: seen, refused: !!seen.objection, problem: seen.objection ?? state().ask.problem });
  }

  return {
    confirm, dismiss, diff, rollback, forgetNotice,
    forget: () => { api.token.forget(); set({}); },
    drain: (node) => ask({
      title: `Drain ${node.address}`,
      words: 'No new traffic goes there, from any front, until it is undrained. What runs there goes on.',
      button: 'Drain', reason: true, wish: (reason) => api.wishes.drain(node.address, reason),
    }),
    undrain: (node) => ask({
      title: `Undrain ${node.address}`, words: 'New traffic may go there again.', button: 'Undrain',
      wish: () => api.wishes.undrain(node.address),
    }),
    unpin: () => ask({
      title: 'Follow the plan again', words: 'The pin is taken off, and what the cluster needs now is applied.', button: 'Follow the plan',
      wish: api.wishes.unpin,
    }),
    reload: () => ask({
      title: 'Apply now', words: 'What is wanted is applied at once, whatever the pacing says; templates are read anew.', button: 'Apply now',
      wish: api.wishes.reload,
    }),
  };
}
