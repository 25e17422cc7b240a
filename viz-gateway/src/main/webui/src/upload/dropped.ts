/** Files that somebody chose or dropped, and the folder they came from, if it was one. */
export interface Picked {
  readonly files: readonly File[];
  readonly folder?: string;
}

/** The files of a drop, those in folders included. Entries must be read while the event lasts, files may come later. */
export async function filesOf(transfer: DataTransfer): Promise<Picked> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return { files: [...transfer.files] };
  const files = (await Promise.all(entries.map(within))).flat();
  const folder = entries.length === 1 && entries[0]!.isDirectory ? entries[0]!.name : undefined;
  return { files: visible(files), ...(folder !== undefined && { folder }) };
}

/** The files of a chooser, which for a folder gives every file with its path. */
export function filesChosen(list: FileList): Picked {
  const files = [...list];
  const folder = files[0]?.webkitRelativePath.split('/')[0];
  return { files: visible(files), ...(folder && { folder }) };
}

function visible(files: readonly File[]): File[] {
  return files.filter((file) => !file.name.startsWith('.'));
}

async function within(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((found, failed) => (entry as FileSystemFileEntry).file(found, failed))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A reader gives its entries in portions, the last of which is empty.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
    if (portion.length === 0) return files;
    files.push(...(await Promise.all(portion.map(within))).flat());
  }
}
