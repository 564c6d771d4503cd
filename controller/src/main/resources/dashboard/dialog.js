// The dialog that stands before every change, and the line that tells what became of it.
import { html, nothing } from './lit/lit-html.js';
import { span } from './format.js';
import { token } from './api.js';
import { diff } from './timeline.js';

/** ask: { title, words, button, reason?, diff?, problem?, refused?, busy? }, or nothing while no change is asked for. */
export function dialog({ ask }, act) {
  return html`<dialog aria-labelledby="ask-title" @cancel=${act.dismiss} @close=${act.dismiss}>${ask ? html`
    <form method="dialog" @submit=${(event) => confirmed(event, act)}>
      <h2 id="ask-title">${ask.title}</h2><p>${ask.words}</p>
      ${ask.diff ? html`<details><summary>What would change in Nginx's config</summary>${diff(ask.diff)}</details>` : nothing}
      ${ask.reason ? html`<label>Reason, for others to read<input name="reason" maxlength="200" autocomplete="off"></label>` : nothing}
      ${token.kept() ? html`<p class="note">The token of this tab is used.</p>` : html`<label>Admin token
        <input name="token" type="password" required autocomplete="off" aria-describedby="token-note"></label>
        <p class="note" id="token-note">Where it lies: admin.token-file in the settings, usually admin.token in state-dir. It is kept in this tab only.</p>`}
      ${ask.problem ? html`<p class="problem" role="alert">${ask.problem}</p>` : nothing}
      <div class="actions"><button type="button" @click=${act.dismiss}>Cancel</button>
        <button type="submit" class="main" ?disabled=${!!ask.refused} aria-disabled=${String(!!ask.busy)}>${ask.button}</button></div></form>` : nothing}</dialog>`;
}

function confirmed(event, act) {
  event.preventDefault();
  const said = new FormData(event.target);
  act.confirm({ secret: said.get('token') || token.kept(), reason: said.get('reason') ?? '' });
}

/** Opens and closes it as the state says; to be called after each rendering. */
export function show(root, { ask }) {
  const box = root.querySelector('dialog');
  if (ask && !box.open) box.showModal();
  if (!ask && box.open) box.close();
}

export const notices = ({ notices: list }, act) => html`<div class="notices" role="status">${list.map((one) => html`
  <p data-level=${one.level}><span>${one.words}</span><button type="button" class="quiet" @click=${() => act.forgetNotice(one)}>Dismiss<span
    class="unseen"> ${one.words}</span></button></p>`)}</div>`;

/** How a wish ended, in words. */
export function ended(title, outcome) {
  const proven = outcome.result === 'proven';
  const words = proven ? `proven live${outcome.took_ms > 0 ? ` in ${span(outcome.took_ms)}` : ''}` : `${outcome.result.replaceAll('_', ' ')}: ${outcome.words}`;
  return { level: proven ? 'well' : 'bad', words: `${title}: ${words}` };
}
