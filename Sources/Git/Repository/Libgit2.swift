import CLibgit2

/// The library: loaded once, set up once, and its errors made ours.
enum Libgit2 {
  private static let failure: String? = {
    if let reason = unsafe gss_git2_load() { return unsafe String(cString: reason) }
    // Git itself has checked the owner (`RepositoryLayout.find`), by the user's whole
    // configuration; libgit2 would do it again without `GIT_CONFIG_GLOBAL` and `SUDO_UID`.
    guard gss_git2_set_owner_validation(0) == 0 else { return message() }
    // A record in the ledger must survive a power cut.
    guard gss_git2_set_fsync(1) == 0 else { return message() }
    guard gss_git2_allow_extensions() == 0 else { return message() }
    return nil
  }()

  /// Loads the library if that has not happened yet.
  ///
  /// - Throws: `libraryUnavailable` with the loader's reason.
  static func load() throws(GitError) {
    guard let failure else { return }
    throw GitError(
      .libraryUnavailable,
      "libgit2 cannot be used: \(failure).",
      hint: "Install libgit2 \(LIBGIT2_SOVERSION) (Debian: libgit2-\(LIBGIT2_SOVERSION))."
    )
  }

  /// Makes an error of a negative status.
  ///
  /// - Parameters:
  ///   - status: what the function returned.
  ///   - what: what could not be done: `Object abc could not be read`.
  ///   - kinds: what some statuses mean in this call.
  ///   - kind: what the other ones mean.
  /// - Throws: a `GitError` if `status` is negative.
  static func check(
    _ status: Int32,
    _ what: @autoclosure () -> String,
    _ kinds: [git_error_code: GitError.Kind] = [:],
    otherwise kind: GitError.Kind = .corrupt
  ) throws(GitError) {
    if status >= 0 { return }
    let reason = message()
    throw GitError(
      kinds[git_error_code(status)] ?? kind,
      "\(what()): \(reason)."
    )
  }

  private static func message() -> String {
    guard let last = unsafe git_error_last(), let text = unsafe last.pointee.message else {
      return "libgit2 gives no reason"
    }
    return unsafe String(cString: text)
  }
}

/// A libgit2 object with one owner, freed when that owner goes.
@safe struct Handle: ~Copyable {
  private let pointer: OpaquePointer
  private let release: (OpaquePointer?) -> Void

  /// Takes over what `make` leaves in its argument; `make` checks the status.
  @safe init(
    free release: @escaping (OpaquePointer?) -> Void,
    _ make: (UnsafeMutablePointer<OpaquePointer?>) throws(GitError) -> Void
  ) throws(GitError) {
    var made: OpaquePointer?
    try unsafe make(&made)
    guard let pointer = unsafe made else { throw GitError(.corrupt, "libgit2 returned nothing.") }
    unsafe self.pointer = unsafe pointer
    unsafe self.release = unsafe release
  }

  deinit {
    unsafe release(pointer)
  }

  /// Lends the object for one call: neither it nor anything inside it may be kept.
  @safe borrowing func lend<Value: ~Copyable>(
    _ body: (OpaquePointer) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    try unsafe body(pointer)
  }
}

extension ObjectID {
  /// The id in libgit2's form; libgit2 as built today has SHA-1 only.
  func oid() throws(GitError) -> git_oid {
    guard byteCount == 20 else {
      throw GitError(.missingObject, "Object \(self) is not an object of a SHA-1 repository.")
    }
    var oid = git_oid()
    let bytes = bytes
    unsafe withUnsafeMutableBytes(of: &oid.id) { unsafe $0.copyBytes(from: bytes) }
    return oid
  }

  /// Takes an id from libgit2.
  init(_ oid: git_oid) {
    let bytes = unsafe withUnsafeBytes(of: oid.id) { unsafe Array($0) }
    // 20 bytes by libgit2's definition.
    self = ObjectID(bytes: bytes) ?? ObjectID.zero
  }

  /// The null id of SHA-1 repositories.
  package static let zero = ObjectID(zeroBytes: 20)
}
