import Git
import Scanning

/// Staged files that repeat, under another name, a protected file of the working tree: all of it,
/// or most of its literals.
///
/// A file with three or more distinctive literals is repeated where at least half of them, and
/// three, stand in the other file. One with fewer is repeated where all of them do and half of the
/// lines. Nothing is kept of protected files but keyed hashes.
final class ProtectedCopies {
  /// A staged file that looks like a copy, before it is known what of it is new.
  private struct Suspect {
    let change: StagedChange
    let file: ProtectedOnDisk.File
    /// The hashes of the literals that both hold; empty where a whole file is the same.
    let shared: Set<Int>
    /// The number of the protected file's literals; zero where a whole file is the same.
    let total: Int
  }

  /// What is kept of a protected file.
  private struct Original {
    let file: ProtectedOnDisk.File
    let literals: Set<Int>
    /// Only of a file with few literals.
    let lines: Set<Int>
  }

  private let onDisk: ProtectedOnDisk
  private let reader: BlobReader
  private let changes: [StagedChange]
  private let gone: Set<ObjectID>
  private var suspects: [Suspect] = []
  private var known: [Original]?
  private var bytesLeft = mostStagedBytes

  /// Whether something that had to be compared was not: too much, too large, or not to be read.
  private(set) var isPartial = false

  /// The literals of larger files are not looked at, in bytes.
  static let largest = 1 << 20
  /// Of all protected files together.
  static let mostBytes = 8 << 20
  /// Of all staged files together.
  static let mostStagedBytes = 64 << 20
  /// A whole file that is smaller, blanks left out, is no copy of another.
  static let smallest = 12

  init(_ onDisk: ProtectedOnDisk, _ reader: BlobReader, _ changes: [StagedChange]) {
    self.onDisk = onDisk
    self.reader = reader
    self.changes = changes
    gone = Set(changes.filter { $0.status == .deleted && $0.oldMode.isBlob }.map(\.oldID))
  }

  /// Compares one staged file.
  func look(at change: StagedChange, _ content: [UInt8]) {
    // What only moves brings nothing in.
    guard !onDisk.files.isEmpty, !gone.contains(change.newID) else { return }
    let others = onDisk.files.filter { $0.path != change.path }
    if let same = others.first(where: { $0.size == content.count && isSame($0, content) }) {
      suspects.append(Suspect(change: change, file: same, shared: [], total: 0))
      return
    }
    guard content.count <= Self.largest, !content.prefix(8_000).contains(0) else { return }
    guard bytesLeft >= content.count else {
      isPartial = true
      return
    }
    bytesLeft -= content.count
    let literals = Literals(of: content).hashes
    guard !literals.isEmpty else { return }
    var lines: Set<Int>?
    for original in originals() where original.file.path != change.path {
      let shared = original.literals.intersection(literals)
      guard !shared.isEmpty else { continue }
      if original.literals.count < 3 {
        guard shared.count == original.literals.count else { continue }
        let own = lines ?? LineHashes(of: content).hashes
        lines = own
        guard original.lines.intersection(own).count * 2 >= original.lines.count else { continue }
      } else {
        guard shared.count >= 3, shared.count * 2 >= original.literals.count else { continue }
      }
      suspects.append(
        Suspect(
          change: change,
          file: original.file,
          shared: shared,
          total: original.literals.count
        )
      )
      return
    }
  }

  /// The copies that this commit brings in: literals that the file, the other side of a merge or a
  /// deleted file held in the last commit are nothing new.
  func found() -> [ProtectedFile] {
    var removed: Set<Int>?
    return suspects.compactMap { suspect in
      let change = suspect.change
      let other = change.path.string.flatMap { try? reader.read(revision: "MERGE_HEAD:" + $0) }
      if suspect.shared.isEmpty {
        if other?.id == change.newID { return nil }
      } else {
        if removed == nil { removed = literals(of: Array(gone)) }
        var old = removed ?? []
        if change.oldMode.isBlob { old.formUnion(literals(of: [change.oldID])) }
        if let other { old.formUnion(Literals(of: other.bytes).hashes) }
        if suspect.shared.isSubset(of: old) { return nil }
      }
      return ProtectedFile(
        path: change.path,
        pattern: suspect.file.pattern.source,
        cause: .copy(
          of: suspect.file.path,
          literals: suspect.total == 0 ? nil : suspect.shared.count,
          total: suspect.total
        ),
        isTracked: change.oldMode != .absent,
        isPatternRemoved: false
      )
    }
  }

  /// What cannot be read held nothing: the literals stay new.
  private func literals(of blobs: [ObjectID]) -> Set<Int> {
    var hashes: Set<Int> = []
    try? reader.read(blobs) { (_, blob) throws(GitError) in
      if case .success(let bytes) = blob, bytes.count <= Self.largest {
        hashes.formUnion(Literals(of: bytes).hashes)
      }
    }
    return hashes
  }

  private func isSame(_ file: ProtectedOnDisk.File, _ content: [UInt8]) -> Bool {
    // So small a content is in many files.
    guard content.lazy.filter({ $0 > 0x20 }).prefix(Self.smallest).count == Self.smallest else {
      return false
    }
    return onDisk.content(of: file) == content
  }

  /// The protected files with literals, read when the first staged file has some.
  private func originals() -> [Original] {
    if let known { return known }
    var originals: [Original] = []
    var left = Self.mostBytes
    if onDisk.isCutShort { isPartial = true }
    for file in onDisk.files where file.size > 0 {
      guard file.size <= min(Self.largest, left), let bytes = onDisk.content(of: file) else {
        isPartial = true
        continue
      }
      left -= file.size
      guard !bytes.prefix(8_000).contains(0) else { continue }
      let literals = Literals(of: bytes).hashes
      guard !literals.isEmpty else { continue }
      originals.append(
        Original(
          file: file,
          literals: literals,
          lines: literals.count < 3 ? LineHashes(of: bytes).hashes : []
        )
      )
    }
    known = originals
    return originals
  }
}
