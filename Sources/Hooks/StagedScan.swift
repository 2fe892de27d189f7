import Dispatch
import Git
import Scanning
import Synchronization

/// Reads blobs and scans them whole.
struct StagedScan {
  /// What became of one staged blob.
  struct Outcome {
    let change: StagedChange
    let result: Result<ScanResult, Failure>
    /// The entry that accepts that not all of it was read.
    var acceptedBy: AllowEntry?
  }

  /// Why nothing is known about a blob.
  struct Failure: Error {
    let message: String
    var hint: String?

    init(_ message: String, hint: String? = nil) {
      self.message = String(message.last == "." ? message.dropLast() : message[...])
      self.hint = hint
    }
  }

  let reader: BlobReader
  let scanner: Scanner
  let quieting: Quieting

  /// Above this many bytes the work goes to all cores; below it, starting threads costs more.
  private static let parallelFrom = 1 << 20
  /// About how many bytes are held at a time.
  private static let batchSize = 32 << 20

  /// One content under all the paths that it is staged at.
  private struct Content {
    let changes: [StagedChange]
    let bytes: [UInt8]
  }

  /// Reads the staged blobs, each distinct one once, and scans them.
  ///
  /// `seen` gets each file's content and each symbolic link's target, before they are scanned. The
  /// results are in the order of `changes`.
  func read(
    _ changes: [StagedChange],
    seen: (StagedChange, [UInt8]) -> Void
  ) throws(HookError) -> (results: [Outcome], bytes: Int) {
    let byID = Dictionary(grouping: changes, by: \.newID)
    var ids: [ObjectID] = []
    var known: Set<ObjectID> = []
    for change in changes where known.insert(change.newID).inserted { ids.append(change.newID) }

    var outcomes: [StagedChange: Outcome] = [:]
    var batch: [Content] = []
    var batchBytes = 0
    var bytes = 0
    func flush() {
      for outcome in scan(batch, bytes: batchBytes) {
        outcomes[outcome.change] = outcome
      }
      batch = []
      batchBytes = 0
    }
    do throws(GitError) {
      try reader.read(ids) { id, blob in
        let changes = byID[id] ?? []
        switch blob {
        case .failure(let error):
          for change in changes {
            let failure = Failure(error.message, hint: error.hint)
            outcomes[change] = Outcome(change: change, result: .failure(failure))
          }
        case .success(let content):
          for change in changes { seen(change, content) }
          batch.append(Content(changes: changes, bytes: content))
          batchBytes += content.count
          bytes += content.count
          if batchBytes >= Self.batchSize { flush() }
        }
      }
    } catch {
      throw HookError(error)
    }
    flush()
    let results = changes.map { change in
      outcomes[change]
        ?? Outcome(change: change, result: .failure(Failure("Git did not answer for it")))
    }
    return (results, bytes)
  }

  /// The values that blobs hold, each looked at as the kind of file that its path says.
  ///
  /// A blob that cannot be read is a failure: what it holds is unknown. Of one that can be scanned
  /// in part, an archive with an encrypted file for example, these are the values that were found.
  func values(
    of blobs: [(id: ObjectID, path: GitPath)]
  ) throws(HookError) -> [Result<Set<ValueDigest>, Failure>] {
    let scanner = scanner
    var results: [Result<Set<ValueDigest>, Failure>] = []
    do throws(GitError) {
      try reader.read(blobs.map(\.id)) { _, blob in
        let path = blobs[results.count].path
        switch blob {
        case .failure(let error): results.append(.failure(Failure(error.message, hint: error.hint)))
        case .success(let bytes):
          results.append(
            Self.scan(scanner, path, bytes).map { Set($0.findings.map(\.valueDigest)) }
          )
        }
      }
    } catch {
      throw HookError(error)
    }
    return results
  }

  private func scan(_ contents: [Content], bytes: Int) -> [Outcome] {
    let (scanner, quieting) = (scanner, quieting)
    guard bytes > Self.parallelFrom, contents.count > 1 else {
      return contents.flatMap { Self.scan(scanner, $0, quieting) }
    }
    let outcomes = Mutex<[Outcome]>([])
    DispatchQueue.concurrentPerform(iterations: contents.count) { index in
      let scanned = Self.scan(scanner, contents[index], quieting)
      outcomes.withLock { $0 += scanned }
    }
    return outcomes.withLock { $0 }
  }

  /// Scans a content under each of its paths: rules look at them, and fingerprints hold them.
  private static func scan(
    _ scanner: Scanner,
    _ content: Content,
    _ quieting: Quieting
  ) -> [Outcome] {
    content.changes.map { change in
      let result = scan(scanner, change.path, content.bytes)
      var outcome = Outcome(change: change, result: result)
      if case .success(let seen) = result, !seen.unread.isEmpty {
        outcome.acceptedBy = quieting.acceptsUnread(content.bytes, at: change.path)
      }
      return outcome
    }
  }

  private static func scan(
    _ scanner: Scanner,
    _ path: GitPath,
    _ bytes: [UInt8]
  ) -> Result<ScanResult, Failure> {
    .success(scanner.look(at: ScanInput(path: path.bytes, bytes: bytes)))
  }
}
