import FoundationEssentials
import Git

/// A commit as Git stores it: the one reader of every part of the program, so that no two find
/// different trailers in one commit.
struct RawCommit {
  let tree: ObjectID
  /// Those right after the tree, as Git takes them.
  let parents: [ObjectID]
  /// Whether it has something that can be a signature.
  let isSigned: Bool
  /// Nil where the message does not name its newest record.
  let trailers: LedgerTrailers?

  /// - Returns: nil for what is no commit.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func line(_ key: String) -> ObjectID? {
      guard rest.starts(with: key.utf8), let end = rest.firstIndex(of: 0x0A),
        let id = ObjectID(hexBytes: rest[..<end].dropFirst(key.utf8.count))
      else { return nil }
      rest = rest[(end + 1)...]
      return id
    }
    guard let tree = line("tree ") else { return nil }
    self.tree = tree
    var parents: [ObjectID] = []
    while let parent = line("parent ") { parents.append(parent) }
    self.parents = parents
    // Author and committer come next; `git fsck` would not pass it without.
    var people = rest.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)[...]
    for role in ["author ", "committer "] {
      guard people.popFirst()?.starts(with: role.utf8) == true else { return nil }
    }
    var signature: [UInt8]?
    var isContinued = false
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      if line.first != 0x20 { isContinued = line.starts(with: "gpgsig ".utf8) }
      if isContinued {
        let text = line.first == 0x20 ? line.dropFirst() : line.dropFirst(7)
        signature = (signature ?? []) + text + [0x0A]
      }
    }
    isSigned = signature.map(Self.isSignature) ?? false
    // Some read a message up to a NUL and others beyond it: such a one says nothing.
    trailers =
      bytes.contains(0) ? nil : LedgerTrailers(message: String(decoding: rest, as: UTF8.self))
  }

  /// Whether a header could be a signature: armour around base 64 that begins as OpenPGP (RFC 9580,
  /// 4.2: the first bit of a packet), SSH (PROTOCOL.sshsig: `SSHSIG`) or CMS (DER: a sequence) does.
  private static func isSignature(_ text: [UInt8]) -> Bool {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard let first = lines.first, first.hasPrefix("-----BEGIN "), first.hasSuffix("-----"),
      let end = lines.firstIndex(of: "-----END " + first.dropFirst(11))
    else { return false }
    var body = lines[1..<end]
    // OpenPGP may have headers (`Version: …`) and a blank line after them.
    if let blank = body.firstIndex(of: "") { body = body[(blank + 1)...] }
    // The checksum of OpenPGP is `=` and four characters.
    body.removeAll { $0.hasPrefix("=") && $0.utf8.count == 5 }
    guard let bytes = Data(base64Encoded: body.joined()) else { return false }
    switch first {
    case "-----BEGIN SSH SIGNATURE-----": return bytes.starts(with: "SSHSIG".utf8)
    case "-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----":
      return bytes.first.map { $0 & 0x80 != 0 } ?? false
    case "-----BEGIN SIGNED MESSAGE-----": return bytes.first == 0x30
    default: return false
    }
  }
}
