import Git
import Hooks
import Scanning

/// Changes the allow list and the baseline of the working tree.
struct AllowFile {
  let session: Session
  let top: String

  init(_ session: Session) throws {
    guard let top = try session.layout().topLevel else {
      throw Failure.usage("A bare repository has no files to accept findings in.")
    }
    self.session = session
    self.top = top
  }

  /// Who says so, as entries have it: the name that a commit would have; none where Git knows none.
  var author: String? {
    guard let identity = try? session.git.line(["var", "GIT_AUTHOR_IDENT"]),
      let mail = identity.lastIndex(of: "<")
    else { return nil }
    let name = identity[..<mail].filter { !"(),".contains($0) }.split(separator: " ")
      .joined(separator: " ")
    return name.isEmpty ? nil : name
  }

  /// Adds entries that are not there; gives those that were added.
  ///
  /// `make` gets the salt to make fingerprints with.
  func append(_ make: (AllowSalt) throws -> [AllowEntry]) throws -> [AllowEntry] {
    try changing(AllowList.fileName) { bytes in
      let list = try AllowList(parsing: bytes, file: AllowList.fileName)
      var random = SystemRandomNumberGenerator()
      let salt = list.salts.first ?? AllowSalt(random: &random)
      let today = session.today
      // One that has expired gives way to a new one.
      let new = try make(salt).filter { entry in
        !list.entries.contains {
          $0.fingerprint == entry.fingerprint && $0.rule == entry.rule && $0.path == entry.path
            && !$0.isExpired(on: today)
        }
      }
      guard !new.isEmpty else { return (nil, []) }
      let usesSalt = new.contains { $0.kind == .v2 }
      return (AllowList.appending(new, salt: usesSalt ? salt : nil, to: bytes), new)
    }
  }

  /// Takes entries out.
  func remove(_ entries: Set<AllowEntry>) throws {
    try changing(AllowList.fileName) { bytes in
      (AllowList.removing(entries, from: bytes), ())
    }
  }

  /// The file, empty, that whoever changes one of these holds.
  static func lockPath(_ layout: RepositoryLayout) -> String {
    layout.commonDirectory + "/secrets-sync.allow.lock"
  }

  /// Replaces a file under a lock; the change gets its bytes and gives the new ones, if any.
  func changing<Value>(
    _ name: String,
    _ change: ([UInt8]) throws -> (bytes: [UInt8]?, Value)
  ) throws -> Value {
    let file = top + "/" + name
    let result = try Files.withLock(Self.lockPath(session.layout())) {
      () -> Result<Value, any Error> in
      Result {
        let (bytes, value) = try change(try Files.readIfPresent(file) ?? [])
        if let bytes { try Files.atomicWrite(bytes, to: file, mode: 0o644) }
        return value
      }
    }
    return try result.get()
  }

  /// `git add` of a file at the top level, as it is to be typed here.
  func add(_ name: String) -> String {
    "git add " + (session.world.directory == top ? "" : ":/") + name
  }
}

extension Finding {
  /// The entry that accepts this finding's value where `scope` says, by default in its file.
  func allowEntry(
    in scope: AllowScope,
    salt: AllowSalt,
    reason: String,
    author: String?,
    date: String,
    expires: String? = nil
  ) throws -> AllowEntry {
    try AllowEntry(
      fingerprint: try allowKey.fingerprint(salt: salt.bytes),
      rule: rule,
      path: GitPath(bytes: scope.source),
      reason: reason,
      author: author,
      date: date,
      expires: expires
    )
  }
}
