type Answer = (proved: boolean) => void;

let open: ((answer: Answer) => void) | undefined;
let asked: Promise<boolean> | undefined;

/** The dialog that asks people to prove once more who they are says here how it is opened. */
export function onProofAsked(show: (answer: Answer) => void): () => void {
  open = show;
  return () => {
    open = undefined;
  };
}

/** Have somebody prove who they are; false if they would rather not. Asked once, however many requests need it. */
export function askProof(): Promise<boolean> {
  const show = open;
  if (!show) return Promise.resolve(false);
  asked ??= new Promise<boolean>((resolve) => show(resolve)).finally(() => {
    asked = undefined;
  });
  return asked;
}
