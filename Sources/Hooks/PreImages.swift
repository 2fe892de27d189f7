import Git
import Scanning

/// What the last commit held already, so that only a value that a commit brings in blocks it.
struct PreImages {
  /// Earlier versions that could not be looked at; their files' findings count as new.
  private(set) var unread: [Unread] = []

  private var earlier: [GitPath: Set<ValueDigest>] = [:]
  private var removed: Set<ValueDigest> = []
  /// What is removed whole, by the kinds of file that it was: at a path of another kind it may hold
  /// what it did not before.
  private var removedKinds: [ObjectID: Set<Int32>] = [:]
  private let scanner: Scanner

  /// Scans the earlier versions of the files with findings, and of the files that this commit
  /// removes: a file that only moves brings nothing in.
  init(
    _ withFindings: [StagedChange],
    _ changes: [StagedChange],
    _ scan: StagedScan,
    _ mergeHeads: [ObjectID]
  ) throws(HookError) {
    scanner = scan.scanner
    let modified = withFindings.filter(\.oldMode.isBlob)
    let values = try scan.values(of: modified.map { ($0.oldID, $0.path) })
    for (change, result) in zip(modified, values) {
      switch result {
      case .success(let digests): earlier[change.path] = digests
      case .failure(let failure):
        unread.append(
          Unread(
            path: change.path,
            reason: "the earlier version: \(failure.message)",
            hint: failure.hint
          )
        )
      }
    }

    for head in mergeHeads { addOtherParent(head, withFindings, scan) }

    let deleted = changes.filter { $0.status == .deleted && $0.oldMode.isBlob }
    for change in deleted {
      removedKinds[change.oldID, default: []].insert(scanner.kind(ofPath: change.path.bytes))
    }
    // Moves without an edit need no scan.
    let isExplained = withFindings.allSatisfy(isMoved)
    guard !deleted.isEmpty, !isExplained else { return }
    for case .success(let digests) in try scan.values(of: deleted.map { ($0.oldID, $0.path) }) {
      removed.formUnion(digests)
    }
  }

  /// When a merge is concluded, what the other side holds at the same path is not new, either.
  ///
  /// Where that cannot be read, the findings stay new. Git takes no path with a line end here.
  private mutating func addOtherParent(
    _ head: ObjectID,
    _ withFindings: [StagedChange],
    _ scan: StagedScan
  ) {
    for change in withFindings {
      guard let path = change.path.string,
        let other = try? scan.reader.read(revision: "\(head):" + path)
      else { continue }
      let input = ScanInput(path: change.path.bytes, bytes: other.bytes)
      let findings = scan.scanner.look(at: input).findings
      earlier[change.path, default: []].formUnion(findings.map(\.valueDigest))
    }
  }

  func holds(_ value: ValueDigest, of change: StagedChange) -> Bool {
    earlier[change.path]?.contains(value) == true || removed.contains(value)
      || isMoved(change)
  }

  private func isMoved(_ change: StagedChange) -> Bool {
    removedKinds[change.newID]?.contains(scanner.kind(ofPath: change.path.bytes)) == true
  }
}
