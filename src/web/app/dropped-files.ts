/** The files that were dropped, those of folders with their paths. */
export async function droppedFiles(
  transfer: DataTransfer,
): Promise<readonly { readonly path: string; readonly file: File }[]> {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry()).filter(entry => entry !== null);
  if (entries.length === 0) return [...transfer.files].map(file => ({ path: file.name, file }));
  const found: { path: string; file: File }[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

const mostFiles = 10_000;

async function collect(entry: FileSystemEntry, found: { path: string; file: File }[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    // A reader hands out its entries in portions, and nothing in the end.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const one of some) await collect(one, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
