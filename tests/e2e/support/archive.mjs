// Reads the archives of a sealed round: zip files whose entries are stored, as docs/file-formats.md says.

const kDirectoryEntry = 0x02014b50;
const kEnd = 0x06054b50;
const kEndBytes = 22;  // no comment follows

/** name → bytes. */
export function filesIn(archive) {
  const end = archive.length - kEndBytes;
  if (archive.readUInt32LE(end) !== kEnd) throw new Error("no zip file without a comment");
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== kDirectoryEntry || archive.readUInt16LE(at + 10) !== 0) throw new Error(`no stored entry at ${at}`);
    const [size, nameBytes, local] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(archive.toString("utf8", at + 46, at + 46 + nameBytes), archive.subarray(begin, begin + size));
    at += 46 + nameBytes;
  }
  return files;
}

export const linesOf = (bytes) => bytes.toString("utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
