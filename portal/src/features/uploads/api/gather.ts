/** A file with its place below what was dropped or chosen. */
export interface Gathered {
  path: string;
  file: File;
}

/** What computers put there for themselves, and people never see. */
const HIDDEN = /(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/i;
/** What cameras and darkroom programs put beside photos: nobody took it for one. */
const SIDECAR = /\.(xmp|thm|ini|lrcat|dat|ctg)$/i;
/** What is no photo by its name; other files are told by their bytes. */
const TEXT = /\.txt$/i;

/** What a file is that is never sent. */
export type Beside = "sidecar" | "text";

export interface Found {
  photos: Gathered[];
  /** What lies beside them and is left where it is, said by its name. */
  beside: (Gathered & { kind: Beside })[];
}

function sorted(all: Gathered[]): Found {
  const found: Found = { photos: [], beside: [] };
  for (const one of [...all].sort((one, other) =>
    one.path.localeCompare(other.path, undefined, { numeric: true }),
  )) {
    const kind = besideOf(one.path);
    if (kind) found.beside.push({ ...one, kind });
    else if (!HIDDEN.test(one.path)) found.photos.push(one);
  }
  return found;
}

function besideOf(path: string): Beside | undefined {
  if (HIDDEN.test(path)) return undefined;
  if (SIDECAR.test(path)) return "sidecar";
  return TEXT.test(path) ? "text" : undefined;
}

/** The files of a picker. */
export function chosen(files: Iterable<File>): Found {
  return sorted([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

async function walk(entry: FileSystemEntry, into: Gathered[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // a folder is told in portions, until one is empty
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    for (const one of entries) await walk(one, into);
  }
}

/** All files of what was dropped: folders and cards with all that is below them. */
export async function dropped(transfer: DataTransfer): Promise<Found> {
  // the entries are gone as soon as the event is over
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...transfer.files];
  const found: Gathered[] = [];
  if (entries.every((entry) => entry === null)) return chosen(files);
  for (const entry of entries) if (entry) await walk(entry, found);
  return sorted(found);
}
