// What the state holds may belong to the page before: the address says which one somebody is at.
import { useLocation } from "react-router";
import { useSyncExternalStore } from "react";

function follow(changed) {
  for (const change of ["online", "offline"]) addEventListener(change, changed);
  return () => {
    for (const change of ["online", "offline"]) removeEventListener(change, changed);
  };
}

// A path means the same with its last slash and without.
const plain = (address) => address.replace(/\/(?=\?|$)/, "");

export function AtAddress({ shownAt, isCut, children: [page, waiting, unread] }) {
  const { pathname, search } = useLocation();
  const online = useSyncExternalStore(follow, () => navigator.onLine, () => true);
  if (plain(shownAt) === plain(pathname + search)) return page;
  return online && !isCut ? waiting : unread;
}
