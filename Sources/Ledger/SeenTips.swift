import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The tips that the ledgers of remotes had when this clone last saw them.
///
/// No server protects these references: whoever may push may also rewind one. A remote that lacks
/// what is remembered here has lost or rewritten records.
struct SeenTips {
  struct Key: Hashable, Comparable {
    let remote: String
    let environment: String

    static func < (a: Self, b: Self) -> Bool {
      (a.remote, a.environment) < (b.remote, b.environment)
    }
  }

  /// `secrets-sync` in the Git directory that all working trees share.
  let directory: String

  /// The file; each place has its own, as a remote may have records in one of them only.
  let path: String

  init(_ layout: RepositoryLayout, _ place: LedgerPlace) {
    directory = layout.commonDirectory + "/secrets-sync"
    path = directory + (place == .references ? "/seen" : "/seen-branches")
  }

  func load() throws(LedgerError) -> [Key: ObjectID] {
    let path = path
    let bytes = try viaGit { () throws(GitError) in try Files.readIfPresent(path) ?? [] }
    var tips: [Key: ObjectID] = [:]
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    for (number, line) in lines.enumerated() {
      // A remote's name may hold anything but a line end, hence it is last.
      let fields = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard fields.count == 3, let id = ObjectID(hex: fields[0]),
        EnvironmentName.isValid(fields[1])
      else {
        throw LedgerError(
          .damaged,
          "\(path):\(number + 1) is not an object id, an environment and a remote.",
          hint: "Delete that line; then the next fetch cannot tell whether that remote went back."
        )
      }
      tips[Key(remote: fields[2], environment: fields[1])] = id
    }
    return tips
  }

  /// Remembers `tips`, each unless what is remembered already contains it.
  func advance(
    _ tips: [Key: ObjectID],
    contains: (_ newer: ObjectID, _ older: ObjectID) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    if tips.isEmpty { return }
    unsafe mkdir(directory, 0o755)
    let result = try viaGit { () throws(GitError) in
      try Files.withLock(path + ".lock") { () throws(GitError) -> Result<Void, LedgerError> in
        do throws(LedgerError) {
          var remembered = try load()
          let before = remembered
          for (key, tip) in tips {
            if let old = remembered[key], try !contains(tip, old) { continue }
            remembered[key] = tip
          }
          if remembered != before { try save(remembered) }
          return .success(())
        } catch {
          return .failure(error)
        }
      }
    }
    try result.get()
  }

  private func save(_ tips: [Key: ObjectID]) throws(LedgerError) {
    let text = tips.sorted { $0.key < $1.key }
      .map { "\($0.value.hex) \($0.key.environment) \($0.key.remote)\n" }
      .joined()
    try viaGit { () throws(GitError) in try Files.atomicWrite(Array(text.utf8), to: path) }
  }
}
