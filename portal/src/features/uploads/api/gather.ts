/** A file with its place below what was dropped or chosen. */
export interface Gathered {
  path: string;
  file: File;
}

/** What lies beside photos and is none: never sent, and not worth a word each. */
const BESIDE = /(^|\/)(\.|Thumbs\.db$|desktop\.ini$)|\.(xmp|thm|ini|txt|lrcat|dat|ctg)$/i;

export interface Found {
  photos: Gathered[];
  /** How many files were left where they are. */
  beside: number;
}

function sorted(all: Gathered[]): Found {
  const photos = all.filter(({ path }) => !BESIDE.test(path));
  photos.sort((one, other) => one.path.localeCompare(other.path, undefined, { numeric: true }));
  return { photos, beside: all.length - photos.length };
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
