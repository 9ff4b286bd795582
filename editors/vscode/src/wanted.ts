/** Which of the server's code actions a command means. */

/** A code action, as far as it is looked at here. */
export interface Offered {
  readonly title: string;
  readonly kind?: { readonly value: string };
}

/** A command that makes one of the changes that the server offers for the item at the cursor. */
export interface Wanted {
  readonly command: string;
  /** The kind of the changes that are meant. */
  readonly kind: string;
  /** Whether the first one is meant, or whoever asks chooses among all. */
  readonly takesFirst: boolean;
  /** What is said where the server offers none. */
  readonly none: string;
}

export const CHANGES: readonly Wanted[] = [
  {
    command: "roadlog.accept",
    kind: "refactor.rewrite.accept",
    takesFirst: true,
    none: "There is nothing to accept here: the item is not in review, has open criteria, or is not yours to accept.",
  },
  {
    command: "roadlog.reject",
    kind: "refactor.rewrite.reject",
    takesFirst: true,
    none: "There is nothing to reject here: the item is not in review, or is not yours to reject.",
  },
  {
    command: "roadlog.nextStatus",
    kind: "refactor.rewrite.nextStatus",
    takesFirst: true,
    none: "There is no item here that has a next status.",
  },
  {
    command: "roadlog.newItem",
    kind: "refactor.extract.new",
    takesFirst: false,
    none: "There is no item here that another one could serve.",
  },
];

/** The actions that the command means, in the server's order. */
export function meant<Action extends Offered>(wanted: Wanted, offered: readonly Action[]): Action[] {
  const fitting = offered.filter((action) => action.kind?.value === wanted.kind);
  return wanted.takesFirst ? fitting.slice(0, 1) : fitting;
}
