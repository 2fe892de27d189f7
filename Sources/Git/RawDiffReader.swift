/// Reads Git's raw diff format with NUL-terminated fields, and nothing but it: an entry that is
/// skipped because it looks odd is an entry that nobody scans.
struct RawDiffReader {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// Whether the next field is an entry (`:`…) rather than something between entries.
  var isAtEntry: Bool { rest.first == UInt8(ascii: ":") }

  /// The next entry, or `nil` at the end of the output.
  mutating func next() throws(GitError) -> StagedChange? {
    if rest.isEmpty { return nil }
    let header = try field()
    let words = header.dropFirst().split(
      separator: UInt8(ascii: " "),
      omittingEmptySubsequences: false
    )
    guard header.first == UInt8(ascii: ":"), words.count == 5, words[4].count == 1,
      let oldMode = FileMode(octalBytes: words[0]), let newMode = FileMode(octalBytes: words[1]),
      let oldID = ObjectID(hexBytes: words[2]), let newID = ObjectID(hexBytes: words[3]),
      let status = words[4].first.flatMap(StagedChange.Status.init(rawValue:))
    else {
      throw Self.unexpected(header)
    }
    let path = try field()
    guard !path.isEmpty else { throw Self.unexpected(header) }
    return StagedChange(
      status: status,
      path: GitPath(bytes: Array(path)),
      oldMode: oldMode,
      newMode: newMode,
      oldID: oldID,
      newID: newID
    )
  }

  /// The bytes up to the next NUL, which is dropped.
  mutating func field() throws(GitError) -> ArraySlice<UInt8> {
    guard let end = rest.firstIndex(of: 0) else { throw Self.unexpected(rest) }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  static func unexpected(_ bytes: ArraySlice<UInt8>) -> GitError {
    GitError(
      .corrupt,
      "Git listed a change in a form that is not known: \(GitPath(bytes: Array(bytes.prefix(200)))).",
      hint: "Run `git fsck`; if it finds nothing, please report this with your Git version."
    )
  }
}
