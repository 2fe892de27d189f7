import Git

/// Paths that may be committed although something speaks against them; patterns as in `protect`.
package struct PathAllowances: Sendable, Equatable {
  /// May be added although a `.gitignore` ignores them.
  package var ignored: [String]
  /// May repeat what protected files hold.
  package var copies: [String]

  package init(ignored: [String] = [], copies: [String] = []) {
    self.ignored = ignored
    self.copies = copies
  }
}

/// The allowances of the index, and what a commit adds to them.
struct StagedAllowances {
  private let ignored: ProtectedPaths
  private let copies: ProtectedPaths
  let changes: [PolicyChange]

  /// Reads allowances from the bytes of a policy file; the second argument is its name.
  typealias Loader = (_ bytes: [UInt8], _ file: String) throws -> PathAllowances

  init(
    _ reader: BlobReader,
    _ stagedChanges: [StagedChange],
    load: Loader
  ) throws(HookError) {
    let file = Policy.fileName
    let new = try StagedPolicy.staged(file, reader, stagedChanges)
    let isChanged = stagedChanges.contains { $0.path == GitPath(file) }
    let read = try Self.read(new?.bytes, load)
    // What cannot be read in the last commit allowed nothing.
    let old =
      isChanged
      ? (try? StagedPolicy.read(reader, "HEAD:", file)).flatMap { try? Self.read($0.bytes, load) }
        ?? PathAllowances()
      : read
    ignored = try ProtectedPaths(read.ignored, file: file, text: new?.bytes ?? [])
    copies = try ProtectedPaths(read.copies, file: file, text: new?.bytes ?? [])
    changes =
      read.ignored.filter { !old.ignored.contains($0) }.map { pattern in
        PolicyChange(
          kind: .ignoredAllowed(pattern),
          file: file,
          line: nil,
          message: "Files like \(pattern) may be added although .gitignore ignores them."
        )
      }
      + read.copies.filter { !old.copies.contains($0) }.map { pattern in
        PolicyChange(
          kind: .copiesAllowed(pattern),
          file: file,
          line: nil,
          message: "Files like \(pattern) may repeat what protected files hold."
        )
      }
  }

  func allowIgnored(_ path: GitPath) -> Bool {
    ignored.pattern(protecting: path) != nil
  }

  func allowCopy(_ path: GitPath) -> Bool { copies.pattern(protecting: path) != nil }

  private static func read(_ bytes: [UInt8]?, _ load: Loader) throws(HookError) -> PathAllowances {
    guard let bytes else { return PathAllowances() }
    do {
      return try load(bytes, Policy.fileName)
    } catch let error as HookError {
      throw error
    } catch {
      throw HookError(.policy, "\(error)", file: Policy.fileName, underlying: error)
    }
  }
}
