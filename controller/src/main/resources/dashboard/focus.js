// Who works by the keyboard stays where they are while rows change places, and near it when what they were on is gone.

/** To be called before a rendering; gives what is to be called after it. */
export function holdFocus() {
  const held = document.activeElement;
  const near = held?.closest('[tabindex="-1"]');
  return () => {
    if (!held || held === document.body) return;
    const now = document.activeElement;
    if (now && now !== document.body && !(now === held && held.disabled)) return;
    const place = held.isConnected && !held.disabled ? held : near?.isConnected ? near : document.querySelector('main');
    place.focus({ preventScroll: true });
  };
}
